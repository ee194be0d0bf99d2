package cli_test

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"hria/internal/cli"
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
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata", UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			port, err := freePort()
			e.Setenv("PORT", strconv.Itoa(port))
			e.Setenv("XDG_CACHE_HOME", e.WorkDir+"/.cache")
			return err
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Getuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "bytes": putBytes, "grow": grow, "repeat": repeat, "until": until, "get": get,
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
