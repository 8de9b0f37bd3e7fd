package figure

import (
	"fmt"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"

	"candor/internal/harmless"
)

// Formats are those that a figure is written in, as its file's name ends.
var Formats = []string{"svg", "png", "pdf"}

func init() {
	// The same figure is the same file.
	fpdf.SetDefaultCreationDate(time.Unix(0, 0).UTC())
	fpdf.SetDefaultModificationDate(time.Unix(0, 0).UTC())
	fpdf.SetDefaultCatalogSort(true)
}

// Measures of a sheet, in points. All places count from its upper left corner.
const (
	pageWidth  = 900.0
	margin     = 20.0
	titleSize  = 13.0
	headSize   = 10.0
	textSize   = 9.0
	smallSize  = 8.0
	lineHeight = 1.3
)

// The colours are of Okabe and Ito (2008), told apart by colour-blind readers.
var (
	ink    = color.RGBA{26, 26, 26, 255}
	faint  = color.RGBA{95, 95, 95, 255}
	grid   = color.RGBA{222, 222, 222, 255}
	band   = color.RGBA{214, 214, 214, 255}
	blue   = color.RGBA{0, 114, 178, 255}
	orange = color.RGBA{190, 80, 0, 255}
)

// sheet is what is drawn on.
type sheet struct {
	canvas draw.Canvas
	height float64
}

// write draws a sheet of that height and writes it in a format.
func write(w io.Writer, format string, height float64, drawIt func(*sheet)) error {
	var canvas vg.CanvasSizer
	var out io.WriterTo
	switch format {
	case "svg":
		svg := vgsvg.NewWith(vgsvg.UseWH(pageWidth, vg.Length(height)), vgsvg.EmbedFonts(true))
		canvas, out = svg, svg
	case "png":
		image := vgimg.NewWith(vgimg.UseWH(pageWidth, vg.Length(height)), vgimg.UseDPI(120))
		canvas, out = image, vgimg.PngCanvas{Canvas: image}
	case "pdf":
		pdf := vgpdf.New(pageWidth, vg.Length(height))
		canvas, out = pdf, pdf
	default:
		return fmt.Errorf("no figure format is called %q, want one of %s", format, strings.Join(Formats, ", "))
	}
	s := &sheet{draw.NewCanvas(canvas, pageWidth, vg.Length(height)), height}
	s.rect(0, 0, pageWidth, height, color.White)
	drawIt(s)
	_, err := out.WriteTo(w)
	return err
}

func (s *sheet) at(x, y float64) vg.Point {
	return vg.Point{X: vg.Length(x), Y: vg.Length(s.height - y)}
}

var fonts = font.NewCache(liberation.Collection())

func style(size float64, of color.Color) text.Style {
	return text.Style{Color: of, Font: font.Font{Typeface: "Liberation", Variant: "Sans", Size: vg.Length(size)}, YAlign: text.YCenter, Handler: text.Plain{Fonts: fonts}}
}

// Where a text stands beside its place: it begins, ends or has its middle there.
const (
	begins = text.XLeft
	ends   = text.XRight
	middle = text.XCenter
)

// text writes a line whose middle height is at y.
func (s *sheet) text(x, y, size float64, align text.XAlignment, of color.Color, line string) {
	sty := style(size, of)
	sty.XAlign = align
	s.canvas.FillText(sty, s.at(x, y-0.08*size), harmless.Clean(line)) // capitals' middle, not the line's
}

// upright writes a line from below that ends at y.
func (s *sheet) upright(x, y, size float64, of color.Color, line string) {
	sty := style(size, of)
	sty.XAlign, sty.Rotation = ends, math.Pi/2
	s.canvas.FillText(sty, s.at(x, y), harmless.Clean(line))
}

func widthOf(size float64, line string) float64 {
	return float64(style(size, ink).Width(harmless.Clean(line)))
}

// fit shortens a line to a width.
func fit(line string, size, width float64) string {
	line = harmless.Clean(line)
	if line == "" || widthOf(size, line) <= width {
		return line
	}
	runes := []rune(line)
	for len(runes) > 0 && widthOf(size, string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimRight(string(runes), " ") + "…"
}

// fitName shortens a name in its middle: calls of one company differ at the end.
func fitName(name string, size, width float64) string {
	const tail = 8
	name = harmless.Clean(name)
	runes := []rune(name)
	if len(runes) < 2*tail || widthOf(size, name) <= width {
		return fit(name, size, width)
	}
	end := "…" + string(runes[len(runes)-tail:])
	for runes = runes[:len(runes)-tail]; len(runes) > tail && widthOf(size, string(runes)+end) > width; {
		runes = runes[:len(runes)-1]
	}
	return fit(strings.TrimRight(string(runes), " ")+end, size, width)
}

// wrap breaks text into lines of a width.
func wrap(paragraph string, size, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(paragraph) {
		if longer := strings.TrimSpace(line + " " + word); line == "" || widthOf(size, longer) <= width {
			line = longer
			continue
		}
		lines = append(lines, fit(line, size, width))
		line = word
	}
	if line != "" {
		lines = append(lines, fit(line, size, width))
	}
	return lines
}

func (s *sheet) rect(x, y, width, height float64, of color.Color) {
	s.canvas.FillPolygon(of, []vg.Point{s.at(x, y), s.at(x+width, y), s.at(x+width, y+height), s.at(x, y+height)})
}

func (s *sheet) line(x1, y1, x2, y2, width float64, of color.Color) {
	s.canvas.StrokeLine2(draw.LineStyle{Color: of, Width: vg.Length(width)}, vg.Length(x1), vg.Length(s.height-y1), vg.Length(x2), vg.Length(s.height-y2))
}

// mark is filled or hollow.
func (s *sheet) mark(x, y float64, filled bool, of color.Color) {
	shape := draw.GlyphDrawer(draw.RingGlyph{})
	if filled {
		shape = draw.CircleGlyph{}
	} else {
		s.canvas.DrawGlyph(draw.GlyphStyle{Color: color.White, Radius: 3, Shape: draw.CircleGlyph{}}, s.at(x, y))
	}
	s.canvas.DrawGlyph(draw.GlyphStyle{Color: of, Radius: 3, Shape: shape}, s.at(x, y))
}

// head writes a title and lines beneath it, and gives where the next begins.
func (s *sheet) head(lines [][]string) (y float64) {
	y = margin
	for i, paragraph := range lines {
		size := textSize
		of := color.Color(faint)
		if i == 0 {
			size, of = titleSize, ink
		}
		for _, line := range paragraph {
			s.text(margin, y, size, begins, of, line)
			y += size * lineHeight
		}
		if i == 0 {
			y += 4
		}
	}
	return y + 6
}

// heading breaks a title and paragraphs for head, and gives their height.
func heading(title string, paragraphs ...string) (lines [][]string, height float64) {
	lines = append(lines, wrap(title, titleSize, pageWidth-2*margin))
	height = margin + float64(len(lines[0]))*titleSize*lineHeight + 4 + 6
	for _, p := range paragraphs {
		broken := wrap(p, textSize, pageWidth-2*margin)
		lines = append(lines, broken)
		height += float64(len(broken)) * textSize * lineHeight
	}
	return lines, height
}

// axis is what values are drawn on.
type axis struct {
	low, high float64
	ticks     []float64
	signed    bool
}

// axisTo is an axis from low to what lies at or above high, with about so many ticks.
func axisTo(low, high float64, signed bool, about int) axis {
	if !(high > low) {
		high = low + 1
	}
	step := math.Pow(10, math.Floor(math.Log10((high-low)/float64(about))))
	for _, by := range []float64{1, 2, 2.5, 5, 10} {
		if (high-low)/(step*by) <= float64(about)+1e-9 {
			step *= by
			break
		}
	}
	a := axis{low: math.Floor(low/step+1e-9) * step, high: math.Ceil(high/step-1e-9) * step, signed: signed}
	for i := 0; ; i++ {
		t := a.low + float64(i)*step
		if t > a.high+step/1e6 {
			return a
		}
		a.ticks = append(a.ticks, math.Round(t/step)*step)
	}
}

func (a axis) label(x float64) string {
	s := strconv.FormatFloat(math.Round(x*1e6)/1e6, 'g', -1, 64)
	if a.signed && x > 0 {
		return "+" + s
	}
	return s
}

// place gives where in a stretch a value lies; what is beyond the axis at its end.
func (a axis) place(x, from, to float64) float64 {
	return from + (to-from)*(min(max(x, a.low), a.high)-a.low)/(a.high-a.low)
}
