package mandat

// nameTable finds names that are known when a policy is built by their positions, and
// none comes later. A name is looked for where its length and three of its bytes
// say, and compared once, as a rule: that takes less than to hash it.
type nameTable[K ~string] struct {
	slots []nameSlot[K] // a power of two of them, at most half taken
}

type nameSlot[K ~string] struct {
	name K // "" for none
	at   int
}

// newNameTable makes the table of a list in which no name is "" or stands twice.
func newNameTable[K ~string](list []K) nameTable[K] {
	size := 4
	for size < 2*len(list) {
		size *= 2
	}
	n := nameTable[K]{make([]nameSlot[K], size)}
	for at, name := range list {
		i := n.start(name)
		for n.slots[i].name != "" {
			i = n.after(i)
		}
		n.slots[i] = nameSlot[K]{name, at}
	}
	return n
}

// find returns the position of a name, -1 for one that is not known.
func (n *nameTable[K]) find(name K) int {
	if len(name) == 0 || len(n.slots) == 0 {
		return -1
	}
	for i := n.start(name); ; i = n.after(i) {
		switch s := &n.slots[i]; s.name {
		case name:
			return s.at
		case "":
			return -1
		}
	}
}

// start returns the slot where a name is looked for first.
func (n *nameTable[K]) start(name K) int {
	last := len(name) - 1
	h := uint32(len(name)) + uint32(name[0])<<8 + uint32(name[last])<<16 + uint32(name[last/2])<<24
	return int(h*0x9E3779B1>>16) & (len(n.slots) - 1)
}

func (n *nameTable[K]) after(i int) int { return (i + 1) & (len(n.slots) - 1) }
