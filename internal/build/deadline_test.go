package build

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hria/internal/assessment"
	"hria/internal/diag"
)

// TestDeadline lets the time of one document of three run out. It is a finding
// at that document, for its note and for its report; the others are made, and so
// is the one itself as soon as it has time. No test waits for a clock.
func TestDeadline(t *testing.T) {
	session, err := NewSession()
	if err != nil {
		t.Fatal(err)
	}
	session.limit = func(ctx context.Context, doc *assessment.Assessment) (context.Context, context.CancelFunc) {
		if doc != nil && doc.ID.Value == "T-2" {
			return context.WithDeadline(ctx, time.Unix(0, 0))
		}
		return context.WithCancel(ctx)
	}
	built := reportSite(t, session, reportFiles(t))
	found, err := built.Notes(t.Context(), nil)
	if err != nil {
		t.Fatalf("the others were not looked at: %v", err)
	}
	if len(found) != 2 {
		t.Fatalf("found %v", found)
	}
	for _, f := range found {
		line, column := f.Span.Position()
		if f.Rule != "PD-05" || f.Severity != diag.Error || f.Span.Path() != "assessments/b.md" || line != 5 || column != 9 {
			t.Errorf("%s:%d:%d: %+v", f.Span.Path(), line, column, f)
		}
		if !strings.Contains(f.Message, "it takes longer than 2m0s") || !strings.Contains(f.Help, "--no-pdf") {
			t.Errorf("it says %q, help %q", f.Message, f.Help)
		}
	}
	for _, name := range []string{"assessments/a.pdf", "assessments/a-report.pdf", "assessments/c.pdf"} {
		if b, _, err := built.Render(t.Context(), name); err != nil || len(b) == 0 {
			t.Errorf("%s: %d bytes, %v", name, len(b), err)
		}
	}
	// A build says it with all else that was found, and leaves what is published
	// as it is.
	folder := filepath.Join(t.TempDir(), "public")
	result, err := Write(t.Context(), built, folder, Options{})
	if err != nil || !result.Blocked || result.Files == 0 || len(result.Findings) < 2 {
		t.Errorf("a build gives %+v, %v", result, err)
	}
	if _, err := os.Stat(folder); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something was written: %v", err)
	}
	session.limit = patient
	if b, found, err := built.Render(t.Context(), "assessments/b.pdf"); err != nil || len(b) == 0 || len(found) > 0 {
		t.Errorf("with time it gives %d bytes, %v, %v", len(b), found, err)
	}
}

// TestPatience sees that a document has a bound, and not a small one.
func TestPatience(t *testing.T) {
	ctx, cancel := patient(t.Context(), nil)
	defer cancel()
	if at, ok := ctx.Deadline(); !ok || time.Until(at) > patience || patience < time.Minute {
		t.Errorf("until %v, %v", at, ok)
	}
}
