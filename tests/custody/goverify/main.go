// Verifies a tile log with Go's own sumdb/note and sumdb/tlog: main FOLDER VKEY.
//
// Nothing in here computes a hash or checks a signature itself; that is what makes it a witness.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type folder string

func (f folder) Height() int { return 8 }

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range tiles {
		path := strings.TrimPrefix(tile.Path(), "tile/8/")
		data, err := os.ReadFile(filepath.Join(string(f), "tile", path))
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func refuse(format string, values ...any) {
	must(fmt.Errorf(format, values...))
}

func head(f folder, vkey string) tlog.Tree {
	verifier, err := note.NewVerifier(vkey)
	must(err)
	data, err := os.ReadFile(filepath.Join(string(f), "checkpoint"))
	must(err)
	opened, err := note.Open(data, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		refuse("origin %q is not the key's name", lines[0])
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	must(err)
	var hash tlog.Hash
	copy(hash[:], root)
	return tlog.Tree{N: size, Hash: hash}
}

func records(f folder, size int64, each func(int64, []byte)) {
	for index := int64(0); index < size; {
		tile := tlog.Tile{H: 8, L: 0, N: index / 256, W: 256}
		if size-index < 256 {
			tile.W = int(size - index)
		}
		path := strings.TrimPrefix(tile.Path(), "tile/8/0/")
		data, err := os.ReadFile(filepath.Join(string(f), "tile", "entries", path))
		must(err)
		for n := 0; n < tile.W; n++ {
			length := int(binary.BigEndian.Uint16(data))
			each(index, data[2:2+length])
			data = data[2+length:]
			index++
		}
		if len(data) > 0 {
			refuse("bundle %s is longer than its entries", path)
		}
	}
}

func main() {
	f := folder(os.Args[1])
	tree := head(f, os.Args[2])
	reader := tlog.TileHashReader(tree, f)
	root, err := tlog.TreeHash(tree.N, reader)
	must(err)
	if root != tree.Hash {
		refuse("the tiles' root is not the signed one")
	}
	proofs := 0
	records(f, tree.N, func(index int64, entry []byte) {
		hash := tlog.RecordHash(entry)
		stored, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		must(err)
		if stored[0] != hash {
			refuse("entry %d is not the leaf of its tile", index)
		}
		if index%1009 == 0 || index == tree.N-1 {
			proof, err := tlog.ProveRecord(tree.N, index, reader)
			must(err)
			must(tlog.CheckRecord(proof, tree.N, tree.Hash, index, hash))
			proofs++
		}
	})
	for old := int64(1); old < tree.N; old = old*3 + 1 {
		hash, err := tlog.TreeHash(old, reader)
		must(err)
		proof, err := tlog.ProveTree(tree.N, old, reader)
		must(err)
		must(tlog.CheckTree(proof, tree.N, tree.Hash, old, hash))
		proofs++
	}
	fmt.Println(tree.N, proofs)
}
