"""Fits the weights of the built-in taxonomy and writes topic/taxonomy.yaml.

    python3 topic/fit/fit.py answers.jsonl topic/taxonomy.yaml

answers.jsonl has one answer a line: "text", "question", "call" and "topics",
the accepted topics with the best first, or null. Names, meanings, phrases and
words to leave out are in topics.json beside this file. Needs numpy and scipy;
docs/topics.md explains the method. The same input gives the same output with
the same versions of both.

With --folds 5 it only prints the cross-validated accuracy, by call.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import zlib

os.environ.setdefault("OMP_NUM_THREADS", "1")  # more would add up in another order each time
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize
from scipy.sparse.linalg import svds

LEAST_DOCUMENTS = 8  # a term occurs in so many answers or questions
DIMENSIONS = 200  # of the terms' co-occurrence
WINDOW = 5  # terms that stand so near one another co-occur
SHARED = 0.5  # how much of a weight co-occurring terms share
RIDGE = 0.8  # penalty on the square of a weight
SHARES = (0.6, 0.28, 0.12)  # of the accepted topics, best first
LEAST_WEIGHT = 0.2  # smaller weights are dropped and the rest fitted again
SUFFIXES = ("ingly", "ments", "ment", "ings", "ing", "ed")

CONFIG = json.loads(pathlib.Path(__file__).with_name("topics.json").read_text())
TOPICS = list(CONFIG["topics"])
WORD = re.compile(r"[a-z]+")
STOP = set(CONFIG["stop"].split())


def stem(word):
    """Joins the forms of a word; only to group them, no stem is shipped."""
    if len(word) >= 4:
        if word.endswith("ies") and len(word) > 4:
            word = word[:-3] + "y"
        elif word.endswith(("sses", "ches", "shes", "xes")):
            word = word[:-2]
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    for suffix in SUFFIXES:
        base = word[: -len(suffix)]
        if word.endswith(suffix) and len(base) >= 4:
            if suffix in ("ing", "ed") and base[-1] == base[-2] and base[-1] not in "sl":
                base = base[:-1]
            return base.rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


PHRASES = {tuple(stem(w) for w in WORD.findall(p)): p for p in CONFIG["phrases"]}
LONGEST = max(map(len, PHRASES))


def words(text):
    return [w for w in WORD.findall(text.lower().replace("’", "'")) if len(w) > 1]


def terms(text, names):
    stems = [(w, stem(w)) for w in words(text)]
    out, i = [], 0
    while i < len(stems):
        for n in range(min(LONGEST, len(stems) - i), 1, -1):
            phrase = PHRASES.get(tuple(s for _, s in stems[i : i + n]))
            if phrase:
                out.append(phrase)
                i += n
                break
        else:
            word, s = stems[i]
            if word not in STOP and s not in names:
                out.append(s)
            i += 1
    return out


def proper_names(texts):
    """Stems that nearly always have a capital inside a sentence, but for places and terms."""
    upper, lower = collections.Counter(), collections.Counter()
    for text in texts:
        for word in re.findall(r"(?<=[a-z,] )([A-Za-z][a-z]+)", text):
            (upper if word[0].isupper() else lower)[stem(word.lower())] += 1
    keep = {stem(w) for w in CONFIG["capitals"].split()}
    return {s for s in upper if upper[s] >= 4 * max(1, lower[s]) and s not in keep}


class Terms:
    def __init__(self, answers):
        texts = [t for r in answers for t in (r["text"], r["question"])]
        self.names = proper_names(texts)
        documents, self.forms = collections.Counter(), collections.defaultdict(collections.Counter)
        for r in answers:
            both = r["text"] + "\n" + r["question"]
            documents.update(set(terms(both, self.names)))
            for w in words(both):
                if w in STOP:
                    continue
                self.forms[stem(w)][w] += 1
        self.list = sorted(t for t, n in documents.items() if n >= LEAST_DOCUMENTS)
        self.index = {t: i for i, t in enumerate(self.list)}
        self.idf = np.array([np.log((1 + len(answers)) / (1 + documents[t])) + 1 for t in self.list]) / 10

    def ids(self, text):
        return [self.index[t] for t in terms(text, self.names) if t in self.index]

    def matrix(self, answers):
        """ln(1 + n) in the answer plus ln(1 + n) in the question, times idf."""
        total = 0
        for field in ("text", "question"):
            rows, columns = [], []
            for i, r in enumerate(answers):
                ids = self.ids(r[field])
                rows += [i] * len(ids)
                columns += ids
            counts = sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(answers), len(self.list)))
            counts.data = np.log1p(counts.data)
            total = total + counts
        return (total @ sp.diags(self.idf)).tocsr()

    def neighbours(self, answers):
        """Unit vectors of the terms: a truncated SVD of their positive pointwise mutual information."""
        rows, columns = [], []
        for r in answers:
            for field in ("text", "question"):
                ids = self.ids(r[field])
                for i, a in enumerate(ids):
                    for b in ids[i + 1 : i + 1 + WINDOW]:
                        rows.append(a)
                        columns.append(b)
        n = len(self.list)
        c = sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(n, n))
        c = (c + c.T).tocoo()
        sums = np.bincount(c.row, c.data, n)
        smooth = sums**0.75 / (sums**0.75).sum()
        pmi = np.log(c.data / (sums[c.row] * smooth[c.col]))
        ok = pmi > 0
        u, s, _ = svds(sp.csr_matrix((pmi[ok], (c.row[ok], c.col[ok])), shape=(n, n)), k=DIMENSIONS, v0=np.ones(n))
        vectors = u * np.sqrt(s)
        return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def targets(answers):
    y = np.zeros((len(answers), len(TOPICS)))
    for i, r in enumerate(answers):
        shares = SHARES[: len(r["topics"])]
        for t, share in zip(r["topics"], shares):
            y[i, TOPICS.index(t)] = share / sum(shares)
    return y


def softmax_regression(x, y, kept=None, start=None):
    """Multinomial logistic regression; start is also where the ridge pulls to."""
    v, k = x.shape[1], y.shape[1]
    xt = x.T.tocsr()
    prior = np.zeros((v, k)) if start is None else start

    def loss(p):
        w, b = p[: v * k].reshape(v, k), p[v * k :]
        z = x @ w + b
        z -= z.max(1, keepdims=True)
        e = np.exp(z)
        s = e.sum(1, keepdims=True)
        d, g = w - prior, e / s - y
        gw = xt @ g + RIDGE * d
        if kept is not None:
            gw *= kept
        return -(y * (z - np.log(s))).sum() + 0.5 * RIDGE * (d * d).sum(), np.concatenate([gw.ravel(), g.sum(0)])

    r = minimize(loss, np.concatenate([prior.ravel(), np.zeros(k)]), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return r.x[: v * k].reshape(v, k), r.x[v * k :]


def fit(x, vectors, y, idf):
    """Weights and biases, small weights dropped; `other` has bias 0."""
    shared = sp.csr_matrix(SHARED * (x @ vectors))
    w, _ = softmax_regression(sp.hstack([x, shared]).tocsr(), y)
    n = x.shape[1]
    w = w[:n] + SHARED * vectors @ w[n:]
    w -= w.mean(1, keepdims=True)
    kept = np.abs(w * idf[:, None]) >= LEAST_WEIGHT
    w, b = softmax_regression(x, y, kept, w * kept)
    return np.round(w * idf[:, None], 2), np.round(b - b[TOPICS.index("other")], 2)


def accuracy(predicted, answers):
    return np.mean([TOPICS[p] in r["topics"] for p, r in zip(predicted, answers)])


def cross_validate(x, vectors, y, vocabulary, answers, folds):
    fold = np.array([zlib.crc32(r["call"].encode()) % folds for r in answers])
    z = np.zeros(y.shape)
    for f in range(folds):
        w, b = fit(x[fold != f], vectors, y[fold != f], vocabulary.idf)
        z[fold == f] = x[fold == f] @ sp.diags(1 / vocabulary.idf) @ w + b
    print(f"{len(answers)} answers, {folds} folds of calls: first topic accepted {accuracy(z.argmax(1), answers):.3f}")
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    order = np.argsort(-p, 1)
    for share in (0.1, 0.15, 0.2, 0.25, 0.3):
        found = right = accepted = 0
        for i, r in enumerate(answers):
            got = [TOPICS[order[i, 0]]]
            if got[0] != "other" and TOPICS[order[i, 1]] != "other" and p[i, order[i, 1]] >= share:
                got.append(TOPICS[order[i, 1]])
            found, right, accepted = found + len(got), right + len(set(got) & set(r["topics"])), accepted + min(2, len(r["topics"]))
        print(f"second topic from {share:.2f}: precision {right/found:.3f}, F1 {2*right/(found+accepted):.3f}")


def write(path, w, b, vocabulary):
    def word(s):
        return max(sorted(vocabulary.forms[s]), key=vocabulary.forms[s].get)

    def quoted(t):
        return f'"{t}"' if t in ("on", "off", "yes", "no", "null", "true", "false", "y", "n") else t

    heads = {t: t if t in CONFIG["phrases"] else word(t) for t in vocabulary.list}
    used = {vocabulary.list[i] for i in np.flatnonzero((w != 0).any(1))}
    stems = used | {stem(v) for p in used if p in CONFIG["phrases"] for v in WORD.findall(p)}
    forms = {}
    for s in stems:
        if s in CONFIG["phrases"]:
            continue
        others = sorted(f for f, n in vocabulary.forms[s].items() if f != word(s))
        if others:
            forms[word(s)] = others
    lines = ["# Written by topic/fit/fit.py; docs/topics.md says how. Edit it freely: a weight is",
             "# what the natural logarithm of one term's count plus one adds to a topic's score.",
             "version: \"1\"", "topics:"]
    for k, name in enumerate(TOPICS):
        lines += [f"- name: {name}", f"  covers: {CONFIG['topics'][name]}", f"  bias: {b[k]:g}", "  terms:"]
        listed = sorted((-w[i, k], heads[t]) for i, t in enumerate(vocabulary.list) if w[i, k])
        lines += [f"    {quoted(t)}: {-m:g}" for m, t in listed]
    lines.append("forms:")
    lines += [f"  {quoted(h)}: [{', '.join(map(quoted, f))}]" for h, f in sorted(forms.items())]
    pathlib.Path(path).write_text("\n".join(lines) + "\n")
    print(f"{len(used)} terms, {np.count_nonzero(w)} weights -> {path}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answers")
    parser.add_argument("output", nargs="?")
    parser.add_argument("--folds", type=int)
    parser.add_argument("--without", help="leave out the answers to questions of this file")
    args = parser.parse_args()
    answers = [json.loads(line) for line in open(args.answers, encoding="utf-8")]
    if args.without:
        held = {json.loads(line)["question"] for line in open(args.without, encoding="utf-8")}
        answers = [r for r in answers if r["question"] not in held]
    vocabulary = Terms(answers)
    labelled = [r for r in answers if r["topics"]]
    x, y, vectors = vocabulary.matrix(labelled), targets(labelled), vocabulary.neighbours(answers)
    if args.folds:
        cross_validate(x, vectors, y, vocabulary, labelled, args.folds)
    if args.output:
        w, b = fit(x, vectors, y, vocabulary.idf)
        write(args.output, w, b, vocabulary)


main()
