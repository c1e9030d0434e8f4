//! What stands in the place of a picture that could not be made into points: a crossed frame, which nobody takes for an empty picture.
//! Written out here, since one frame in black and white asks for no library of images.

const WIDTH: usize = 192;
const HEIGHT: usize = 96;

/// A PNG of one bit a point.
pub fn png() -> Vec<u8> {
    let mut header = Vec::new();
    header.extend([WIDTH, HEIGHT].iter().flat_map(|side| u32::try_from(*side).unwrap_or(1).to_be_bytes()));
    // One bit of grey a point; deflate, no filter method but the first, no interlace.
    header.extend([1, 0, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut file, b"IHDR", &header);
    chunk(&mut file, b"IDAT", &stored(&rows()));
    chunk(&mut file, b"IEND", &[]);
    file
}

/// Rows of points, each with its filter (none) before it; a point is white where its bit is set.
fn rows() -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..HEIGHT {
        rows.push(0);
        for byte in 0..WIDTH / 8 {
            let is_white = |bit: usize| !is_line(byte * 8 + bit, y);
            rows.push((0..8).fold(0, |made, bit| made << 1 | u8::from(is_white(bit))));
        }
    }
    rows
}

fn is_line(x: usize, y: usize) -> bool {
    let on_edge = x == 0 || y == 0 || x + 1 == WIDTH || y + 1 == HEIGHT;
    // The frame is twice as wide as it is high, so the diagonals go two points across for each point down.
    on_edge || x / 2 == y || (WIDTH - 1 - x) / 2 == y
}

/// The bytes as one block of zlib that is not compressed.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
    let mut made = vec![0x78, 0x01, 0x01];
    made.extend(length.to_le_bytes());
    made.extend((!length).to_le_bytes());
    made.extend(bytes);
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    made.extend((high << 16 | low).to_be_bytes());
    made
}

fn chunk(file: &mut Vec<u8>, name: &[u8; 4], bytes: &[u8]) {
    file.extend(u32::try_from(bytes.len()).unwrap_or(0).to_be_bytes());
    let named: Vec<u8> = name.iter().chain(bytes).copied().collect();
    file.extend(&named);
    file.extend(sum(&named).to_be_bytes());
}

/// The cyclic redundancy check of PNG.
fn sum(bytes: &[u8]) -> u32 {
    let bit = |rest: u32, _| if rest & 1 == 1 { rest >> 1 ^ 0xedb8_8320 } else { rest >> 1 };
    !bytes.iter().fold(u32::MAX, |rest, byte| (0..8).fold(rest ^ u32::from(*byte), bit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_is_that_of_png() {
        // Every PNG ends with this chunk.
        let mut end = Vec::new();
        chunk(&mut end, b"IEND", &[]);
        assert_eq!(end, [0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82]);
        assert_eq!(rows().len(), HEIGHT * (1 + WIDTH / 8));
    }
}
