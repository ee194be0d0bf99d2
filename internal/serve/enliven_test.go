package serve

import (
	"strings"
	"testing"
)

func TestEnliven(t *testing.T) {
	in := `<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;sha256-x&#39;; style-src &#39;self&#39;; base-uri &#39;none&#39;"><title>content="a"</title></head><body>x &lt;/body> y</body></html>`
	for _, c := range []struct {
		missing bool
		want    []string
	}{
		{false, []string{`script-src &#39;sha256-x&#39; &#39;self&#39;;`, `connect-src &#39;self&#39;"`, `base-uri &#39;none&#39;`, `y<script src="x"></script></body>`, `<title>content="a"`}},
		{true, []string{`<head><base href="/">`, `base-uri &#39;self&#39;`}},
	} {
		out := string(enliven([]byte(in), `<script src="x"></script>`, c.missing))
		for _, want := range c.want {
			if !strings.Contains(out, want) {
				t.Errorf("no %s in\n%s", want, out)
			}
		}
	}
	if out := string(enliven([]byte("bare"), "<script>", false)); !strings.HasPrefix(out, "bare<script") {
		t.Errorf("got %s", out)
	}
}

func TestWiden(t *testing.T) {
	for in, want := range map[string]string{
		"":                                      "script-src 'self'; connect-src 'self'",
		"default-src 'none'":                    "default-src 'none'; script-src 'self'; connect-src 'self'",
		"script-src 'none'; connect-src 'self'": "script-src 'self'; connect-src 'self'",
		"SCRIPT-SRC 'self';; img-src data:":     "SCRIPT-SRC 'self'; img-src data:; connect-src 'self'",
	} {
		if got := widen(in, false); got != want {
			t.Errorf("%q: got %q", in, got)
		}
	}
}
