package mandat

import "slices"

// axes are the dimensions of places, the depths and the moments. Values that are
// in the same patches are taken together, as one coordinate.
type axes struct {
	patches []patch
	values  [][][]int // by axis and coordinate
}

func (a *axes) sizes() []int {
	var all []int
	for _, v := range a.values {
		all = append(all, len(v))
	}
	return all
}

// axesOf returns the axes by which patches lie.
func (j *judging) axesOf(patches []patch) *axes {
	a := &axes{patches: patches}
	dims := len(j.ground.dims)
	for d, cells := range j.ground.dims {
		a.values = append(a.values, a.together(len(cells), func(p *patch) []int { return p.box[d] }))
	}
	a.values = append(a.values, a.together(len(j.depths), func(p *patch) []int { return []int{p.depth} }),
		a.together(len(j.ground.moments), func(p *patch) []int { return p.box[dims] }))
	return a
}

// together returns the values of an axis, by the patches in which they are.
func (a *axes) together(size int, of func(*patch) []int) [][]int {
	in := make([][]byte, size)
	for i := range a.patches {
		for _, value := range of(&a.patches[i]) {
			in[value] = append(in[value], byte(i), byte(i>>8), byte(i>>16))
		}
	}
	known := make(map[string]int)
	var all [][]int
	for value := range size {
		k, ok := known[string(in[value])]
		if !ok {
			k = len(all)
			known[string(in[value])] = k
			all = append(all, nil)
		}
		all[k] = append(all[k], value)
	}
	return all
}

// split returns the axes of parts of the patches that are small enough to be gone
// through spot by spot: of all, or of those at each coordinate of a dimension; nil
// if there are none such.
func (j *judging) split(patches []patch, from int) []*axes {
	a := j.axesOf(patches)
	if product(a.sizes()) <= maxSpots {
		return []*axes{a}
	}
	if from == len(j.ground.dims) {
		return nil
	}
	var all []*axes
	for _, values := range a.values[from] {
		var there []patch
		for _, p := range patches {
			if !slices.Contains(p.box[from], values[0]) {
				continue
			}
			p.box = slices.Clone(p.box)
			p.box[from] = values
			there = append(there, p)
		}
		if there == nil {
			continue
		}
		parts := j.split(there, from+1)
		if parts == nil {
			return nil
		}
		all = append(all, parts...)
	}
	return all
}

// spread returns, by spot, that is by combination of coordinates, the kind that is
// found there and 1; 0 for what is in no patch.
func (a *axes) spread() []int {
	sizes := a.sizes()
	all := make([]int, product(sizes))
	steps := stepsOf(sizes)
	coordinate := make([]map[int]int, len(sizes))
	for axis, values := range a.values {
		coordinate[axis] = make(map[int]int)
		for k, some := range values {
			coordinate[axis][some[0]] = k
		}
	}
	dims := len(sizes) - 2
	for i := range a.patches {
		p := &a.patches[i]
		b := append(append(box(nil), p.box[:dims]...), []int{p.depth}, p.box[dims])
		for axis := range b {
			b[axis] = coordinates(b[axis], coordinate[axis])
		}
		eachOf(b, steps, func(spot int) bool {
			all[spot] = p.kind + 1
			return true
		})
	}
	return all
}

// coordinates returns the coordinates of values.
func coordinates(values []int, of map[int]int) []int {
	var all []int
	for _, v := range values {
		if k, ok := of[v]; ok {
			all = append(all, k)
		}
	}
	return all
}

// box returns a box of coordinates as one of values.
func (a *axes) box(b box) box {
	all := make(box, len(b))
	for axis, some := range b {
		for _, k := range some {
			all[axis] = append(all[axis], a.values[axis][k]...)
		}
		slices.Sort(all[axis])
	}
	return all
}
