package check

import "testing"

// TestSameTime compares dates as the two places of a file write them.
func TestSameTime(t *testing.T) {
	for info, want := range map[string]bool{
		"D:20260301120000+00'00'": true, "D:20260301120000Z": true, "D:20260301133000+01'30": true, "D:20260301070000-05'00'": true,
		"D:20260301120000+01'00'": false, "D:20260301120001Z": false, "D:20260301": false, "": false, "2026-03-01T12:00:00Z": false,
	} {
		if sameTime(info, "2026-03-01T12:00:00Z") != want {
			t.Errorf("%q: not %t", info, want)
		}
	}
}
