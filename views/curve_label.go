package views

import (
	"fmt"
	"strings"
)

// curveLabel is the number of an entry in the figure, as the list below counts.
// Its place is the middle of its foot.
type curveLabel struct {
	number, x, y int
	below        bool       // it stands under its mark
	from         curvePoint // its mark
	far          bool       // a line leads from the mark to it
}

func (l curveLabel) class() string {
	if l.below {
		return "no below"
	}
	return "no"
}

// box is a rectangle of the figure.
type box struct{ left, top, right, bottom int }

func (a box) meets(b box) bool {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

// Sizes of the figure's letters: those of the style sheet for narrow screens,
// where the figure shrinks and its letters do not. What is free there is free on
// wide ones.
const (
	digitWidth   = 15
	letterHeight = 20
)

// half is how far the label reaches to either side.
func (l curveLabel) half() int { return (len(fmt.Sprint(l.number))*digitWidth + 1) / 2 }

// box is what the label takes on a narrow screen, where the style sheet moves it
// away from its mark a little.
func (l curveLabel) box() box {
	half, foot := l.half(), l.y-1
	if l.below {
		foot = l.y + 10
	}
	return box{l.x - half, foot - letterHeight, l.x + half, foot}
}

// curveLabels places the numbers: each at its mark, or where two of them would
// touch, all in rows under the curve with lines that lead to them. It returns
// where the ground lies then.
func curveLabels(points []curvePoint) (labels []curveLabel, ground int) {
	labels = make([]curveLabel, len(points))
	for i, p := range points {
		labels[i] = curveLabel{number: i + 1, x: p.x, y: p.y - 12, from: p}
		labels[i].x = min(p.x, curveWidth-labels[i].half())
		if p.Effect == "negative" {
			labels[i].y, labels[i].below = p.y+24, true
		}
	}
	if curveFree(labels, points) {
		return labels, curveBottom + 30
	}
	return curveRows(labels)
}

// curveFree reports whether no label touches another, a mark, a step of the line
// or the word at the goal.
func curveFree(labels []curveLabel, points []curvePoint) bool {
	for i, l := range labels {
		if l.box().meets(box{curveLeft, 0, curveLeft + 90, curveTop - 6}) {
			return false
		}
		for j, p := range points {
			if i == j {
				continue
			}
			from := points[max(0, j-1)].y
			step := box{p.x - 1, min(from, p.y), p.x + 1, max(from, p.y)}
			if mark := (box{p.x - 8, p.y - 8, p.x + 8, p.y + 8}); l.box().meets(mark) || l.box().meets(step) || l.box().meets(labels[j].box()) {
				return false
			}
		}
	}
	return true
}

// The rows under the curve.
const (
	rowHeight = 28
	rowsMost  = 2 // with more, a line would run through a number
	rowTop    = curveBottom + 12

	lastNumber = curveRight - 10 // three digits reach over the end of time
)

// curveRows places labels in one row or two, side by side in their order and as
// near to their marks as their neighbours allow. When there are more than two
// rows hold, only every second one is numbered, or every third.
func curveRows(labels []curveLabel) (kept []curveLabel, ground int) {
	const room = lastNumber - curveLeft
	rows, spacing := 1, 36 // of two numbers in one row
	if len(labels) > 99 {
		spacing = 52
	}
	if (len(labels)-1)*spacing > room {
		rows, spacing = rowsMost, spacing/rowsMost
	}
	every := 1
	for (len(labels)-1)/every*spacing > room {
		every++
	}
	for i := 0; i < len(labels); i += every {
		kept = append(kept, labels[i])
	}
	for i, x := range spread(kept, spacing, curveLeft, lastNumber) {
		kept[i].x, kept[i].y = x, rowTop+rowHeight*(1+i%rows)-4
		kept[i].below, kept[i].far = false, true
	}
	return kept, rowTop + rowHeight*rows + 8
}

// spread moves the labels apart until each is spacing from the next: half of them
// to the right, half to the left, and all between two places.
func spread(labels []curveLabel, spacing, leftmost, rightmost int) []int {
	n := len(labels)
	right, left := make([]int, n), make([]int, n)
	for i := range n {
		right[i] = labels[i].x
		if i > 0 {
			right[i] = max(right[i], right[i-1]+spacing)
		}
	}
	for i := n - 1; i >= 0; i-- {
		left[i] = labels[i].x
		if i < n-1 {
			left[i] = min(left[i], left[i+1]-spacing)
		}
	}
	places := make([]int, n)
	for i := range n {
		middle := (right[i] + left[i] + 1) / 2
		if i > 0 {
			middle = max(middle, places[i-1]+spacing) // halves are rounded
		}
		places[i] = max(middle, leftmost+i*spacing)
	}
	for i := n - 1; i >= 0; i-- {
		places[i] = min(places[i], rightmost-(n-1-i)*spacing)
	}
	return places
}

// curveLeaders draws the lines from marks to numbers that stand away from them.
func curveLeaders(b *strings.Builder, labels []curveLabel) {
	var path strings.Builder
	for _, l := range labels {
		if l.far {
			fmt.Fprintf(&path, "M%d %dV%dL%d %dV%d", l.from.x, l.from.y, rowTop-8, l.x, rowTop+4, l.y-letterHeight+2)
		}
	}
	if path.Len() > 0 {
		fmt.Fprintf(b, `<path class="axis" d="%s"/>`, path.String())
	}
}
