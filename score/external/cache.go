package external

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"candor/score"
)

// Cache keeps a program's answers between runs, by a hash of its command, the
// question and the text. It is a file of JSON Lines to which each run adds.
type Cache struct {
	file string

	mu    sync.Mutex
	known map[string]reply
	fresh []byte // lines to add
}

type cached struct {
	Hash string `json:"hash"`
	reply
}

// OpenCache reads a cache; a file that is not there is an empty one.
func OpenCache(file string) (*Cache, error) {
	c := &Cache{file: file, known: map[string]reply{}}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, err
	}
	scanner := bufio.NewScanner(bytes.NewReader(data))
	scanner.Buffer(nil, longestLine)
	for line := 1; scanner.Scan(); line++ {
		var row cached
		if err := json.Unmarshal(scanner.Bytes(), &row); err != nil || row.Hash == "" {
			return nil, fmt.Errorf("%s:%d: not a line of a cache of scores", file, line)
		}
		c.known[row.Hash] = row.reply
	}
	return c, scanner.Err()
}

func hash(command string, item score.Item) string {
	h := sha256.Sum256([]byte(command + "\x00" + item.Question + "\x00" + item.Text))
	return hex.EncodeToString(h[:16])
}

func (c *Cache) get(command string, item score.Item) (score.Sentiment, bool) {
	if c == nil {
		return score.Sentiment{}, false
	}
	c.mu.Lock()
	r, ok := c.known[hash(command, item)]
	c.mu.Unlock()
	if !ok {
		return score.Sentiment{}, false
	}
	s, err := r.sentiment()
	return s, err == nil
}

func (c *Cache) put(command string, item score.Item, r reply) {
	if c == nil {
		return
	}
	r.ID = ""
	c.mu.Lock()
	defer c.mu.Unlock()
	row := cached{hash(command, item), r}
	c.known[row.Hash] = r
	line, _ := json.Marshal(row) // finite numbers, checked before
	c.fresh = append(append(c.fresh, line...), '\n')
}

func (c *Cache) save() error {
	if c == nil || len(c.fresh) == 0 {
		return nil
	}
	f, err := os.OpenFile(c.file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(c.fresh)
	c.fresh = nil
	return errors.Join(err, f.Close())
}
