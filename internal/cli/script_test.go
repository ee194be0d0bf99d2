package cli_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"

	"hria/internal/cli"
	"hria/internal/pdf/font"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"hria": func() { os.Exit(cli.Standard().Main(os.Args[1:])) },
	})
}

// TestScripts runs testdata/*.txtar, one file for each area.
//
//	exits CODE hria ...   run hria and expect an exit code
//	bytes FILE            put the bytes in that <FF> or <0D> stand for
//	grow FILE SIZE        append letters until a file has a size
//	repeat FILE N         append the file's lines below its front matter N times
//	until PATTERN URL     wait until a page of the preview matches
//	get CODE URL          fetch a page and expect a status
//	typed CODE FILE hria ...
//	                      run hria on a terminal. Each line of a file says what
//	                      to wait for, " => ", and what to type then, with Go's
//	                      escapes; what the terminal shows goes to FILE.out
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata", UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			port, err := freePort()
			e.Setenv("PORT", strconv.Itoa(port))
			e.Setenv("XDG_CACHE_HOME", e.WorkDir+"/.cache")
			// What the machine of the tests has of fonts changes nothing.
			e.Setenv("XDG_DATA_DIRS", e.WorkDir+"/.tmp/machine")
			mono := filepath.Join(e.WorkDir, ".tmp", "machine", "fonts", "Mono.ttf")
			if err := os.MkdirAll(filepath.Dir(mono), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(mono, font.Defaults()[8].Data, 0o644); err != nil {
				return err
			}
			return err
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Getuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "bytes": putBytes, "grow": grow, "repeat": repeat, "until": until, "get": get, "typed": typed,
		},
	})
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	code := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if out := ts.ReadFile("stderr"); strings.Contains(out, "panic") || strings.Contains(out, "goroutine ") {
		ts.Fatalf("a panic:\n%s", out)
	}
	if code != want {
		ts.Fatalf("exit code %d, not %d\n%s%s", code, want, ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

var hexByte = regexp.MustCompile(`<[0-9A-F]{2}>`)

// typed runs a command on a terminal and types the keys of a file, a line each:
// what the screen must show first, in this order, and what is typed then. Keys
// that come before the prompt are echoed into the question.
func typed(ts *testscript.TestScript, _ bool, args []string) {
	cmd := exec.Command(args[2], args[3:]...)
	cmd.Path, cmd.Err = filepath.Join(strings.Split(ts.Getenv("PATH"), string(os.PathListSeparator))[0], args[2]), nil
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = []string{"PATH=" + ts.Getenv("PATH"), "HOME=" + ts.Getenv("HOME"), "XDG_CACHE_HOME=" + ts.Getenv("XDG_CACHE_HOME"), "TERM=xterm", "NO_COLOR=1"}
	terminal, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 30, Cols: 100})
	ts.Check(err)
	defer terminal.Close()
	shown, done := make(chan []byte, 100), make(chan error, 1)
	go func() {
		defer close(shown)
		for {
			b := make([]byte, 4096)
			n, err := terminal.Read(b)
			shown <- b[:n]
			if err != nil {
				return
			}
		}
	}()
	go func() { done <- cmd.Wait() }()
	var out []byte
	seen := 0 // where what was waited for last ends
	wait := func(pattern string) {
		late := time.After(20 * time.Second)
		for !bytes.Contains(out[seen:], []byte(pattern)) {
			select {
			case b, ok := <-shown:
				if out = append(out, b...); !ok {
					ts.Fatalf("it ended before %q:\n%s", pattern, out)
				}
			case <-late:
				_ = cmd.Process.Kill()
				ts.Fatalf("it never shows %q:\n%s", pattern, out)
			}
		}
		seen += bytes.Index(out[seen:], []byte(pattern)) + len(pattern)
	}
	for _, line := range strings.Split(strings.TrimRight(ts.ReadFile(args[1]), "\n"), "\n") {
		patterns, line, _ := strings.Cut(line, " => ")
		for _, pattern := range strings.Split(patterns, " … ") {
			wait(pattern)
		}
		keys, err := strconv.Unquote(`"` + line + `"`)
		ts.Check(err)
		_, err = terminal.WriteString(keys)
		ts.Check(err)
	}
	late := time.AfterFunc(20*time.Second, func() { _ = cmd.Process.Kill() })
	for b := range shown {
		out = append(out, b...)
	}
	late.Stop()
	err = <-done
	ts.Check(os.WriteFile(ts.MkAbs(args[1])+".out", bytes.ReplaceAll(out, []byte("\r"), nil), 0o644))
	if code := strconv.Itoa(cmd.ProcessState.ExitCode()); code != args[0] {
		ts.Fatalf("exit code %s, not %s (%v)\n%s", code, args[0], err, out)
	}
}

func putBytes(ts *testscript.TestScript, _ bool, args []string) {
	text := hexByte.ReplaceAllStringFunc(ts.ReadFile(args[0]), func(s string) string {
		n, _ := strconv.ParseUint(s[1:3], 16, 8)
		return string([]byte{byte(n)})
	})
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

func grow(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	text := ts.ReadFile(args[0])
	text += strings.Repeat("word ", (size-len(text))/5+1)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

func repeat(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	text := ts.ReadFile(args[0])
	parts := strings.SplitAfterN(text, "\n---\n", 2)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text+strings.Repeat(parts[len(parts)-1], n)), 0o644))
}

func until(ts *testscript.TestScript, _ bool, args []string) {
	pattern, err := regexp.Compile(args[0])
	ts.Check(err)
	last := ""
	for range 200 {
		if r, err := http.Get(args[1]); err == nil {
			b, _ := io.ReadAll(r.Body)
			r.Body.Close()
			if last = string(b); pattern.Match(b) {
				return
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	ts.Fatalf("%s never matches %q; it is\n%s", args[1], args[0], last)
}

func get(ts *testscript.TestScript, _ bool, args []string) {
	r, err := http.Get(args[1])
	ts.Check(err)
	r.Body.Close()
	if strconv.Itoa(r.StatusCode) != args[0] {
		ts.Fatalf("%s answers %d", args[1], r.StatusCode)
	}
}
