package console

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Plain is what an error says in words that are no programming language's: what
// the standard library calls things within it is said anew.
func Plain(err error) string {
	message := err.Error()
	inside(err, func(e error) {
		if words := plain(e); words != "" {
			message = strings.Replace(message, e.Error(), words, 1)
		}
	})
	return ofPackages.ReplaceAllString(message, "$1")
}

// ofPackages are the names of packages and methods that their messages begin with.
var ofPackages = regexp.MustCompile(`(^|: )(?:json|csv|strconv|gzip|zip|zlib|zstd|flate|parquet|(?:bytes|strings|bufio|io|os|reflect)\.[A-Za-z.]+): `)

// inside visits an error and those that it wraps, the outer ones first.
func inside(err error, visit func(error)) {
	visit(err)
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		if inner := e.Unwrap(); inner != nil {
			inside(inner, visit)
		}
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			inside(inner, visit)
		}
	}
}

// plain says one error of the standard library in words, "" for any other.
func plain(err error) string {
	switch e := err.(type) {
	case *fs.PathError:
		return e.Path + ": " + reason(e.Err)
	case *os.LinkError:
		return e.New + ": " + reason(e.Err)
	case *os.SyscallError:
		return reason(e.Err)
	case *exec.Error:
		return e.Name + ": " + reason(e.Err)
	case syscall.Errno:
		return reason(e)
	case *strconv.NumError:
		return fmt.Sprintf("%q is no number that fits", e.Num)
	case *time.ParseError:
		return fmt.Sprintf("%q is no date or time of the form %s", e.Value, e.Layout)
	case *json.SyntaxError:
		if strings.Contains(e.Error(), "unexpected end") {
			return "its JSON breaks off"
		}
		return fmt.Sprintf("it is no JSON at byte %d", e.Offset)
	case *json.UnmarshalTypeError:
		if e.Field == "" {
			return fmt.Sprintf("found a %s where %s belongs", e.Value, kind(e.Type))
		}
		return fmt.Sprintf("field %q: found a %s where %s belongs", strings.ToLower(e.Field), e.Value, kind(e.Type))
	case *csv.ParseError:
		return fmt.Sprintf("line %d, column %d: %v", e.Line, e.Column, e.Err)
	}
	switch err {
	case io.ErrUnexpectedEOF:
		return "it breaks off"
	case io.EOF:
		return "nothing is in it"
	}
	return ""
}

// reason says why a file could not be used.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such file or folder"
	case errors.Is(err, exec.ErrNotFound):
		return "no such program"
	case errors.Is(err, fs.ErrPermission):
		return "no permission"
	case errors.Is(err, syscall.EISDIR):
		return "is a directory"
	}
	return err.Error()
}

// kind says what JSON belongs where a Go type is filled.
func kind(t reflect.Type) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "a string"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	}
	return "a number"
}
