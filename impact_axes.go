package mandat

import "slices"

// axes are the dimensions of places, the depths and the moments. Values that are
// in the same patches are taken together, as one coordinate.
type axes struct{ values [][][]int } // by axis and coordinate

func (a *axes) sizes() []int {
	var all []int
	for _, v := range a.values {
		all = append(all, len(v))
	}
	return all
}

// axesOf returns the axes by which the patches lie, with what is found there.
func (j *judging) axesOf() *axes {
	a := &axes{}
	dims := len(j.ground.dims)
	for d, cells := range j.ground.dims {
		a.values = append(a.values, j.together(len(cells), func(p *patch) []int { return p.box[d] }))
	}
	a.values = append(a.values, j.together(len(j.depths), func(p *patch) []int { return []int{p.depth} }),
		j.together(len(j.ground.moments), func(p *patch) []int { return p.box[dims] }))
	return a
}

// together returns the values of an axis, by the patches in which they are.
func (j *judging) together(size int, of func(*patch) []int) [][]int {
	in := make([][]byte, size)
	for i := range j.patches {
		for _, value := range of(&j.patches[i]) {
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

// spread returns, by spot, that is by combination of coordinates, the kind that is
// found there and 1; 0 for what is in no patch.
func (j *judging) spread(a *axes) []int {
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
	dims := len(j.ground.dims)
	for i := range j.patches {
		p := &j.patches[i]
		b := append(append(box(nil), p.box[:dims]...), []int{p.depth}, p.box[dims])
		for axis := range b {
			b[axis] = a.coordinates(b[axis], coordinate[axis])
		}
		eachOf(b, steps, func(spot int) bool {
			all[spot] = j.of[i] + 1
			return true
		})
	}
	return all
}

// coordinates returns the coordinates of values.
func (a *axes) coordinates(values []int, of map[int]int) []int {
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
