"""Draws the JPEG frames of a scene with moving objects, 1280x720, into the folder that is named."""

import random
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1280, 720
FRAMES = 30
QUALITY = 80


def street(noise: random.Random) -> Image.Image:
    """What stands still: sky, road, and the grain of a cheap sensor."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), (96, 110, 128))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 400, WIDTH, HEIGHT), fill=(70, 70, 72))
    for left in range(0, WIDTH, 160):
        draw.rectangle((left, 555, left + 80, 565), fill=(220, 220, 210))
    grain = Image.frombytes("L", (WIDTH // 4, HEIGHT // 4), noise.randbytes(WIDTH * HEIGHT // 16))
    coarse = grain.resize((WIDTH, HEIGHT)).filter(ImageFilter.GaussianBlur(1)).convert("RGB")
    return Image.blend(picture, coarse, 0.08)


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True)
    noise = random.Random(1)
    background = street(noise)
    for index in range(FRAMES):
        picture = background.copy()
        draw = ImageDraw.Draw(picture)
        for car, (top, speed, colour) in enumerate([(430, 40, (180, 40, 40)), (590, -28, (40, 60, 170))]):
            left = (car * 500 + index * speed) % WIDTH
            draw.rounded_rectangle((left, top, left + 220, top + 90), 20, fill=colour)
        picture.save(folder / f"{index:03}.jpg", quality=QUALITY)


if __name__ == "__main__":
    main()
