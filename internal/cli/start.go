package cli

import (
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
)

// start starts a program and does not wait for it. It gets no shell: what an
// argument holds is only ever an argument. A program that fails later says so
// through failed.
func start(failed func(error), name string, args ...string) error {
	cmd := exec.Command(name, args...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() {
		if err := cmd.Wait(); err != nil {
			failed(fmt.Errorf("%s: %w", name, err))
		}
	}()
	return nil
}

// browse opens an address in the browser of this machine.
func browse(address string, failed func(error)) error {
	switch runtime.GOOS {
	case "windows":
		return start(failed, "rundll32", "url.dll,FileProtocolHandler", address)
	case "darwin":
		return start(failed, "open", address)
	}
	return start(failed, "xdg-open", address)
}

// edit opens a file in an editor: command is that of the settings, such as
// "code -g {file}:{line}:{column}".
func edit(command, file string, line, column int, failed func(error)) error {
	words, err := split(command)
	if err != nil {
		return err
	}
	// Put in only now, a name with spaces or quotes stays one argument.
	fill := strings.NewReplacer("{file}", file, "{line}", strconv.Itoa(line), "{column}", strconv.Itoa(column))
	for i, w := range words {
		words[i] = fill.Replace(w)
	}
	return start(failed, words[0], words[1:]...)
}

// split gives the words of a command. Quotes of either kind hold a word with
// spaces together.
func split(command string) ([]string, error) {
	var words []string
	var word strings.Builder
	quote, begun := rune(0), false
	for _, r := range command {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			quote, begun = r, true
		case r == ' ' || r == '\t':
			if begun {
				words = append(words, word.String())
				word.Reset()
			}
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("a quote in %q does not end", command)
	}
	if begun {
		words = append(words, word.String())
	}
	if len(words) == 0 {
		return nil, errors.New("the editor has no command")
	}
	return words, nil
}
