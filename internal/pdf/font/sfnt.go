package font

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Bounds of a font file: bytes and tables. Parsers of fonts trust lengths and
// offsets more than they should, so that a damaged file is refused before any of
// them sees it.
const (
	MaxFile   = 64 << 20
	maxTables = 64
)

// Whole checks that data is a font file of one font none of whose tables is
// damaged.
func Whole(data []byte) error { return verify(data, 0) }

// verify checks that data is a whole font file: every table lies inside it
// and has the checksum its directory states.
func verify(data []byte, index int) error {
	if len(data) > MaxFile {
		return fmt.Errorf("font file of %d bytes, at most %d are accepted", len(data), MaxFile)
	}
	switch kind := string(data[:min(4, len(data))]); {
	case kind == "wOFF", kind == "wOF2":
		return errors.New("WOFF fonts are for web pages; use the .ttf or .otf file of the same font")
	case len(data) < 12:
		return errors.New("font file is too short")
	}
	switch string(data[:4]) {
	case "ttcf":
		n := binary.BigEndian.Uint32(data[8:])
		if index < 0 || uint64(index) >= uint64(n) {
			return fmt.Errorf("collection has %d fonts, index %d asked for", n, index)
		}
		at := 12 + 4*uint64(index)
		if at+4 > uint64(len(data)) {
			return errors.New("collection is cut off")
		}
		return verifyTables(data, uint64(binary.BigEndian.Uint32(data[at:])))
	case "\x00\x01\x00\x00", "OTTO", "true":
		if index != 0 {
			return fmt.Errorf("not a collection, index %d asked for", index)
		}
		return verifyTables(data, 0)
	}
	return fmt.Errorf("not a TrueType or OpenType font (begins with %q)", data[:4])
}

func verifyTables(data []byte, at uint64) error {
	size := uint64(len(data))
	if at+12 > size {
		return errors.New("font file is cut off")
	}
	n := uint64(binary.BigEndian.Uint16(data[at+4:]))
	if n > maxTables || at+12+16*n > size {
		return errors.New("table directory is cut off")
	}
	for i := range n {
		entry := data[at+12+16*i:]
		tag := string(entry[:4])
		sum := binary.BigEndian.Uint32(entry[4:])
		off := uint64(binary.BigEndian.Uint32(entry[8:]))
		length := uint64(binary.BigEndian.Uint32(entry[12:]))
		if off+length > size {
			return fmt.Errorf("table %q lies outside the file", tag)
		}
		if tag == "head" || tag == "DSIG" {
			// The checksum of head covers itself with a field blanked, and
			// tools often leave that of a signature stale.
			continue
		}
		if checksum(data[off:off+length]) != sum {
			return fmt.Errorf("table %q is damaged (checksum differs)", tag)
		}
	}
	return nil
}

// checksum is the sum of the 32-bit words of a table.
func checksum(b []byte) uint32 {
	var sum uint32
	for len(b) >= 4 {
		sum += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	if len(b) > 0 {
		var last [4]byte
		copy(last[:], b)
		sum += binary.BigEndian.Uint32(last[:])
	}
	return sum
}
