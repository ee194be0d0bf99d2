package check

import (
	"errors"
	"strings"

	"hria/internal/pdf/cos"
)

// content reads what the pages draw.
func (c *checker) content() {
	for i, p := range c.pages {
		c.texts = append(c.texts, map[int]string{})
		c.used = append(c.used, map[int]bool{})
		b, err := c.drawn(p["Contents"])
		if err != nil {
			c.fail("page %d: %v", i+1, err)
			continue
		}
		r := &reader{checker: c, page: i, fonts: c.f.Dict(c.f.Dict(p["Resources"])["Font"]), images: c.f.Dict(c.f.Dict(p["Resources"])["XObject"]), mcid: -1}
		r.read(b)
	}
}

// drawn gives the content of a page, which may be cut into several streams.
func (c *checker) drawn(v any) ([]byte, error) {
	list := c.f.Array(v)
	if list == nil {
		list = cos.Array{v}
	}
	var out []byte
	for _, x := range list {
		s, ok := c.f.Get(x).(*cos.Stream)
		if !ok {
			return nil, errors.New("it has no content")
		}
		b, err := c.f.Data(s)
		if err != nil {
			return nil, err
		}
		out = append(append(out, b...), '\n')
	}
	return out, nil
}

// deepest is how deep graphics states may be saved in an archived file.
const deepest = 28

// reader follows the operators of one page.
type reader struct {
	*checker
	page   int
	fonts  cos.Dict
	images cos.Dict
	font   *fontInfo

	stack []string // "Artifact" or the tag of each open sequence
	mcid  int      // of the open sequence, -1 if none
	inBT  bool
	saved int // graphics states
	args  []any
}

func (r *reader) read(b []byte) {
	p := cos.NewContent(b)
	for {
		v, ok, err := p.Next()
		if err != nil {
			r.fail("page %d: %v", r.page+1, err)
			return
		}
		if !ok {
			break
		}
		op, isOp := v.(cos.Operator)
		if !isOp {
			r.args = append(r.args, v)
			continue
		}
		r.operator(string(op))
		r.args = r.args[:0]
	}
	if len(r.stack) > 0 {
		r.fail("page %d: %d marked sequences are not closed", r.page+1, len(r.stack))
	}
	if r.inBT {
		r.fail("page %d: text object is not closed", r.page+1)
	}
	if r.saved != 0 {
		r.fail("page %d: %d graphics states are not restored", r.page+1, r.saved)
	}
}

func (r *reader) operator(op string) {
	switch op {
	case "q", "Q":
		if op == "q" {
			r.saved++
		} else {
			r.saved--
		}
		if r.saved < 0 || r.saved > deepest {
			r.fail("page %d: graphics states are saved %d deep", r.page+1, r.saved)
		}
	case "BT", "ET":
		if r.inBT == (op == "BT") {
			r.fail("page %d: %s out of place", r.page+1, op)
		}
		r.inBT = op == "BT"
	case "Tf":
		if len(r.args) == 2 {
			name, _ := r.args[0].(cos.Name)
			ref, _ := r.fonts[name].(cos.Ref)
			r.font = r.loadFont(ref)
		}
	case "BDC", "BMC":
		r.beginMarked()
	case "EMC":
		if len(r.stack) == 0 {
			r.fail("page %d: EMC without BDC", r.page+1)
			return
		}
		r.stack = r.stack[:len(r.stack)-1]
		r.mcid = -1
	case "Tj", "TJ", "'", "\"":
		r.painted(op)
		r.show()
	case "Do":
		r.painted(op)
		if len(r.args) == 1 {
			name, _ := r.args[0].(cos.Name)
			r.image(name)
		}
	case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "INLINE":
		r.painted(op)
	}
	if !among(operators, op) {
		r.fail("page %d: the operator %q has no place in an archived page", r.page+1, op)
	}
}

func (r *reader) beginMarked() {
	tag := cos.Name("")
	if len(r.args) > 0 {
		tag, _ = r.args[0].(cos.Name)
	}
	r.stack = append(r.stack, string(tag))
	if len(r.stack) > 1 {
		r.fail("page %d: marked sequences are nested", r.page+1)
	}
	if len(r.args) < 2 {
		return
	}
	d, _ := r.args[1].(cos.Dict)
	id, ok := d["MCID"].(int)
	if !ok {
		if tag != "Artifact" {
			r.fail("page %d: sequence %q has no id", r.page+1, tag)
		}
		return
	}
	if _, dup := r.texts[r.page][id]; dup {
		r.fail("page %d: id %d is used twice", r.page+1, id)
	}
	r.texts[r.page][id] = ""
	r.mcid = id
}

// painted checks that what is drawn belongs somewhere.
func (r *reader) painted(op string) {
	if len(r.stack) != 1 {
		r.fail("page %d: %s draws in %d marked sequences", r.page+1, op, len(r.stack))
	}
}

// show collects the text of a TJ.
func (r *reader) show() {
	if r.font == nil {
		r.fail("page %d: text without a font", r.page+1)
		return
	}
	if !r.inBT {
		r.fail("page %d: text outside of a text object", r.page+1)
	}
	var sb strings.Builder
	for _, a := range r.args {
		list, ok := a.(cos.Array)
		if !ok {
			list = cos.Array{a}
		}
		for _, v := range list {
			s, _ := v.(cos.String)
			for i := 0; i+1 < len(s); i += 2 {
				sb.WriteString(r.font.use(r.checker, int(s[i])<<8|int(s[i+1])))
			}
		}
	}
	if r.mcid >= 0 {
		r.texts[r.page][r.mcid] += sb.String()
	}
}

// image checks a picture: whole pixels in the colours of the output intent, and
// nothing that shows through.
func (r *reader) image(name cos.Name) {
	s, ok := r.f.Get(r.images[name]).(*cos.Stream)
	if !ok || r.name(s.Dict["Subtype"]) != "Image" {
		r.fail("page %d: no image %q", r.page+1, name)
		return
	}
	for _, key := range []cos.Name{"SMask", "Mask", "Alternates", "OPI", "Decode"} {
		if _, there := s.Dict[key]; there {
			r.fail("page %d: the image %q has %s", r.page+1, name, key)
		}
	}
	space := r.name(s.Dict["ColorSpace"])
	if list := r.f.Array(s.Dict["ColorSpace"]); len(list) == 4 && r.name(list[0]) == "Indexed" && r.name(list[1]) == "DeviceRGB" {
		space = "Indexed"
	}
	colours := map[string]int{"DeviceGray": 1, "Indexed": 1, "DeviceRGB": 3}[space]
	if colours == 0 || r.f.Get(s.Dict["BitsPerComponent"]) != 8 || r.f.Get(s.Dict["Interpolate"]) == true {
		r.fail("page %d: the image %q is neither gray nor red, green and blue of 8 bits, or is interpolated", r.page+1, name)
	}
	if r.name(s.Dict["Filter"]) == "DCTDecode" {
		return
	}
	w, _ := r.f.Get(s.Dict["Width"]).(int)
	h, _ := r.f.Get(s.Dict["Height"]).(int)
	if b, err := r.f.Data(s); err != nil || len(b) != w*h*colours {
		r.fail("page %d: the image %q does not have %d by %d pixels", r.page+1, name, w, h)
	}
}
