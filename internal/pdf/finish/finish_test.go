package finish

import (
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

// TestProfile reads the colour profile as a viewer would.
func TestProfile(t *testing.T) {
	p := sRGB()
	if int(binary.BigEndian.Uint32(p)) != len(p) || string(p[36:40]) != "acsp" || len(p) > 800 {
		t.Fatalf("%d bytes, head %q", len(p), p[:40])
	}
	n := int(binary.BigEndian.Uint32(p[128:]))
	for i := range n {
		e := p[132+12*i:]
		off, size := int(binary.BigEndian.Uint32(e[4:])), int(binary.BigEndian.Uint32(e[8:]))
		if off%4 != 0 || off+size > len(p) {
			t.Errorf("tag %q lies at %d, %d bytes of %d", e[:4], off, size, len(p))
		}
	}
}

func TestXMPIsXML(t *testing.T) {
	m := Meta{Title: `a <b> & "c"`, Author: "d", Subject: "e", Keywords: []string{"f", "g"}, Lang: "en", Date: time.Unix(0, 0)}
	d := xml.NewDecoder(strings.NewReader(string(xmp(m, "2"))))
	said := ""
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := tok.(xml.CharData); ok {
			said += string(c)
		}
	}
	for _, want := range []string{m.Title, "f, g", "1970-01-01T00:00:00Z"} {
		if !strings.Contains(said, want) {
			t.Errorf("XMP does not say %q", want)
		}
	}
}

func TestRefusesForeignPages(t *testing.T) {
	if _, err := Finish(Input{Drawn: []byte("no pdf")}); err == nil {
		t.Error("no error")
	}
}
