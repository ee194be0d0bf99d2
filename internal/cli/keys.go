package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"sync"

	"golang.org/x/term"
)

// keys reads single keys from a terminal. While it does, the terminal sends
// every key as it is, Ctrl-C among them, and does not begin a line by itself.
type keys struct {
	in    *os.File
	mu    sync.Mutex
	usual *term.State // of the terminal; nil while it is not changed
}

// readKeys calls press for each key until the program ends. It is nil where
// nobody can press one: standard input is no terminal, or belongs to another
// program now. Whoever calls it has to call restore.
func readKeys(in io.Reader, press func(key byte)) *keys {
	f, ok := in.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) || !foreground(f) {
		return nil
	}
	k := &keys{in: f}
	if !k.take() {
		return nil
	}
	go k.read(press)
	return k
}

// take changes the terminal.
func (k *keys) take() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	usual, err := term.MakeRaw(int(k.in.Fd()))
	if err == nil {
		k.usual = usual
	}
	return err == nil
}

// restore gives the terminal back as it was.
func (k *keys) restore() {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.usual != nil {
		term.Restore(int(k.in.Fd()), k.usual)
		k.usual = nil
	}
}

const (
	ctrlC = 3
	ctrlD = 4
	ctrlZ = 26
)

func (k *keys) read(press func(key byte)) {
	one := make([]byte, 1)
	for {
		if n, err := k.in.Read(one); err != nil || n == 0 {
			return
		}
		if one[0] != ctrlZ {
			press(one[0])
			continue
		}
		k.restore()
		suspend(k.in)
		if !k.take() {
			return
		}
	}
}

// lines writes to a terminal whose lines do not begin by themselves.
type lines struct{ io.Writer }

func (l lines) Write(b []byte) (int, error) {
	if _, err := l.Writer.Write(bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(b), nil
}

// attend lets the keys of a terminal steer a preview until the function that
// it gives is called, and says how to end it.
func (c *Command) attend(ctx context.Context, t *terminal, press func(key byte)) (end func()) {
	err := t.err
	pressed := make(chan byte)
	k := readKeys(c.Stdin, func(key byte) {
		select {
		case pressed <- key:
		case <-ctx.Done():
		}
	})
	if k == nil {
		t.note("Ctrl-C ends")
		return func() {}
	}
	if isTerminal(err) {
		t.err = lines{err}
	}
	t.note("? shows the keys, q ends")
	go func() {
		for {
			select {
			case key := <-pressed:
				press(key)
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() {
		k.restore()
		t.err = err
	}
}
