//go:build !unix

package cli

import "os"

// foreground tells whether a terminal listens to this program.
func foreground(*os.File) bool { return true }

// suspend does nothing where programs cannot be stopped for a while.
func suspend(*os.File) {}
