//go:build unix

package cli

import (
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// foreground tells whether a terminal listens to this program. One that was
// started in the background is stopped when it touches the terminal.
func foreground(tty *os.File) bool {
	group, err := unix.IoctlGetInt(int(tty.Fd()), unix.TIOCGPGRP)
	return err != nil || group == unix.Getpgrp() // an error: it steers no programs at all
}

// suspend stops the program, as Ctrl-Z does, and comes back when it may use the
// terminal again.
func suspend(tty *os.File) {
	syscall.Kill(0, syscall.SIGTSTP)
	for time.Sleep(200 * time.Millisecond); !foreground(tty); {
		time.Sleep(time.Second)
	}
}
