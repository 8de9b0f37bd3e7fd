// Package browser tests candor's pages in Chromium. It is a module of its own, so
// that what drives a browser is no dependency of candor's; .ci/run runs it.
package browser
