package command

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"candor/gate"
	"candor/internal/bounded"
	"candor/internal/command/console"
)

// gateConfig reads the configuration. Comparing with a stored run needs none.
func gateConfig(a *console.Console, f *gateFlags, known gate.Known) (config *gate.Config, folder string, err error) {
	file := f.config
	if file == "" {
		if file, err = findConfig(); err != nil {
			return nil, "", err
		}
	}
	if file == "" {
		if f.golden != "" {
			return new(gate.Config), ".", nil
		}
		return nil, "", fmt.Errorf("no %s here or in a folder above; \"candor init FILE...\" writes one", configNames[0])
	}
	opened, err := os.Open(file)
	if err != nil {
		return nil, "", console.PlainPathError(file, err)
	}
	defer opened.Close()
	data, err := io.ReadAll(io.LimitReader(opened, bounded.Small+1)) // of one that is larger Parse says so
	if err != nil {
		return nil, "", console.PlainPathError(file, err)
	}
	config, err = gate.Parse(filepath.ToSlash(file), data, known)
	return config, filepath.Dir(file), err
}

// findConfig looks for a configuration in the working directory and above.
func findConfig() (string, error) {
	here, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for at, up := here, "."; ; at, up = filepath.Dir(at), filepath.Join(up, "..") {
		for _, name := range configNames {
			if info, err := os.Stat(filepath.Join(at, name)); err == nil && !info.IsDir() {
				return filepath.Join(up, name), nil
			}
		}
		if at == filepath.Dir(at) {
			return "", nil
		}
	}
}

// explained checks the rule that --explain names.
func explained(config *gate.Config, rule string) error {
	if rule == "" || rule == allRules || slices.ContainsFunc(config.Rules, func(r gate.Rule) bool { return r.ID == rule }) {
		return nil
	}
	return fmt.Errorf("--explain=%s: the configuration has no such rule", rule)
}
