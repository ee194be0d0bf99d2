package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// sameNotes is set for a process that prints fingerprints of notes.
const sameNotes = "PDF_SAME_NOTES"

// notes are some documents, in many scripts with the embedded fonts alone.
func notes(t testing.TB) []Document {
	list := []Document{sample(english, 1), sample(arabic, 1), showcase(french), fivePages()}
	for _, name := range []string{"vi", "el", "ru", "he", "mixed", "th", "zh"} {
		in, err := os.ReadFile(filepath.Join("testdata", "scripts", name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		lang := name
		if name == "mixed" {
			lang = "ar"
		}
		list = append(list, narrow(lang, string(in), AlignJustify))
	}
	return list
}

// TestSameBytes holds that a note is the same file in every process, whatever
// the number of processors, the folder, the language and time of the machine,
// and what was set before it.
func TestSameBytes(t *testing.T) {
	if os.Getenv(sameNotes) != "" {
		ts := setter(t)
		for _, doc := range notes(t) {
			fmt.Printf("%x\n", sha256.Sum256(render(t, ts, doc).PDF))
		}
		return
	}
	list := notes(t)
	want := make([][32]byte, len(list))
	ts := setter(t)
	for i := len(list) - 1; i >= 0; i-- { // in the other order
		want[i] = sha256.Sum256(render(t, ts, list[i]).PDF)
	}
	for i, doc := range list {
		if sha256.Sum256(render(t, ts, doc).PDF) != want[i] {
			t.Errorf("note %d is another file when it is set again", i)
		}
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	for _, sum := range want {
		fmt.Fprintf(&all, "%x\n", sum)
	}
	for procs, env := range map[string][]string{
		"1": {"TZ=Asia/Kathmandu", "LANG=ar_EG.UTF-8", "HOME=/nowhere"},
		"8": {"TZ=America/St_Johns", "LC_ALL=tr_TR.UTF-8", "SOURCE_DATE_EPOCH=1"},
	} {
		folder := t.TempDir()
		if err := os.Symlink(filepath.Join(here, "testdata"), filepath.Join(folder, "testdata")); err != nil {
			t.Skipf("no links between folders here: %v", err)
		}
		cmd := exec.Command(os.Args[0], "-test.run=^TestSameBytes$")
		cmd.Dir = folder
		cmd.Env = append(append(os.Environ(), env...), sameNotes+"=1", "GOMAXPROCS="+procs)
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if !bytes.HasPrefix(out, all.Bytes()) {
			t.Errorf("with %s processors in another folder the notes are other files:\n%s\nhere\n%s", procs, out, all.Bytes())
		}
	}
}
