//go:build unix

package pdf

import (
	"syscall"
	"testing"
	"time"
)

// meter measures the time of processors, which tells more than a clock on a
// machine that is busy.
func meter(b *testing.B) func() {
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			return 0
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	start := used()
	return func() {
		b.ReportMetric(float64((used()-start).Microseconds())/1000/float64(b.N), "cpu-ms/op")
	}
}
