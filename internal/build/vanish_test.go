package build_test

import (
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"
)

// vanishing is a site of which a file goes away while it is read: after it was
// looked at or, where late is set, after it was opened for the first time.
type vanishing struct {
	fstest.MapFS
	victim string
	late   bool
}

func (v vanishing) Stat(name string) (fs.FileInfo, error) {
	info, err := v.MapFS.Stat(name)
	if name == v.victim && !v.late {
		delete(v.MapFS, name)
	}
	return info, err
}

func (v vanishing) Open(name string) (fs.File, error) {
	f, err := v.MapFS.Open(name)
	if name == v.victim {
		delete(v.MapFS, name)
	}
	return f, err
}

func (v vanishing) ReadFile(name string) ([]byte, error) {
	b, err := v.MapFS.ReadFile(name)
	if name == v.victim {
		delete(v.MapFS, name)
	}
	return b, err
}

// TestFilesThatVanish takes away a file of each kind while it is read. hria
// says so or does without; and the next build, which is told, is the one of a
// session that never saw the file.
func TestFilesThatVanish(t *testing.T) {
	e := newEditor(t, 1)
	victims := []string{"assessments/facial-recognition.md", "assessments/facial-recognition.fr.md", "assessments/port-meridian@1.1.md",
		"assessments/initiatives.toml", "assessments/port-meridian/station-plan.png"}
	for _, victim := range victims {
		for _, late := range []bool{false, true} {
			files := fstest.MapFS{}
			for name, f := range e.files {
				files[name] = f
			}
			in := input(vanishing{files, victim, late})
			in.Look, in.NoPDF, in.Drafts, in.Jobs = look(e.files), true, true, 1
			s := session(t)
			if site, _, err := s.Build(in); err != nil {
				t.Errorf("%s: %v", victim, err)
			} else {
				for _, name := range site.Outputs() {
					if name == "index.html" || name == "assessments/port-meridian/station-plan.png" {
						renderOne(t, site, name)
					}
				}
			}
			delete(files, victim)
			in.Files, in.Changed, in.Look = files, []string{victim}, look(files)
			warm, found, err := s.Build(in)
			if err != nil {
				t.Errorf("%s: %v", victim, err)
				continue
			}
			in.Changed = nil
			cold, want, err := session(t).Build(in)
			if err != nil {
				t.Fatal(err)
			}
			if words(found.All()) != words(want.All()) || !slices.Equal(warm.Outputs(), cold.Outputs()) {
				t.Errorf("%s: the next build differs:\n%s\nnot\n%s", victim, words(found.All()), words(want.All()))
			}
		}
	}
}
