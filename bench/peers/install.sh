#!/usr/bin/env bash
# Installs the word lists of other projects, which are read where they are
# installed and not copied. Needs npm.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --no-audit --no-fund --ignore-scripts
