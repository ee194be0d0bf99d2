package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/gif"
)

// movesFor is how long an animation moves, in hundredths of a second.
const movesFor = 500

// drawGIF draws an animation, or the one frame of a GIF.
func drawGIF(ctx context.Context, b []byte) ([]byte, error) {
	moving, err := gif.DecodeAll(patient{ctx, bytes.NewReader(b)})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, unreadable(err)
	}
	length := 0
	for i, frame := range moving.Image {
		frame.Palette = usedColours(frame)
		length += moving.Delay[i]
	}
	out := gif.GIF{Image: moving.Image, Delay: moving.Delay, Disposal: moving.Disposal, LoopCount: moving.LoopCount,
		Config: image.Config{Width: moving.Config.Width, Height: moving.Config.Height}}
	// -1 is once, 0 for ever, and n once and n times more.
	most := movesFor/max(length, 1) - 1
	switch {
	case len(out.Image) == 1 || most < 1:
		out.LoopCount = -1
	case out.LoopCount == 0 || out.LoopCount > most:
		out.LoopCount = min(most, 1<<16-1)
	}
	var buffer bytes.Buffer
	err = gif.EncodeAll(&buffer, &out)
	return buffer.Bytes(), err
}

// firstFrame is what an animation begins with.
func firstFrame(ctx context.Context, b []byte) (image.Image, error) {
	c, err := gif.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return nil, unreadable(err)
	}
	m, err := gif.Decode(patient{ctx, bytes.NewReader(b)})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, unreadable(err)
	}
	out := image.NewRGBA(image.Rect(0, 0, c.Width, c.Height))
	draw.Draw(out, m.Bounds(), m, m.Bounds().Min, draw.Src)
	return out, nil
}

// boundFrames counts the frames of a GIF, and the pixels that they take, without
// unpacking them. It goes through the file as the decoder does, so that nothing
// is hidden from it; the decoder says what else may be wrong.
func boundFrames(b []byte) error {
	const head, descriptor = 13, 10
	frames, pixels := 0, 0
	for at := head + table(b[10]); at+descriptor < len(b) && b[at] != ';'; {
		switch b[at] {
		case '!':
			at = afterExtension(b, at)
		case ',': // a frame: its place, its palette, the size of its codes, blocks
			frames++
			pixels += (int(b[at+5]) | int(b[at+6])<<8) * (int(b[at+7]) | int(b[at+8])<<8)
			at = afterBlocks(b, at+descriptor+table(b[at+9])+1)
		default:
			return unreadable(errors.New("it is broken"))
		}
		if frames > maxFrames || pixels > maxMoving {
			return &Unfit{fmt.Sprintf("its frames have more than %d pixels together, or are more than %d", maxMoving, maxFrames), "make it smaller or shorter"}
		}
	}
	return nil
}

// afterExtension leaps over an extension: its kind, a first part, blocks.
func afterExtension(b []byte, at int) int {
	switch b[at+1] {
	case 0xf9: // how a frame is shown
		return at + 8
	case 0x01: // text, of a fixed length
		return afterBlocks(b, at+15)
	case 0xff: // of a program, with its name
		return afterBlocks(b, at+3+int(b[at+2]))
	}
	return afterBlocks(b, at+2)
}

// table is the length of a palette, by the flags before it.
func table(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// afterBlocks leaps over blocks, each with its length before it.
func afterBlocks(b []byte, at int) int {
	for at < len(b) && b[at] != 0 {
		at += 1 + int(b[at])
	}
	return at + 1
}
