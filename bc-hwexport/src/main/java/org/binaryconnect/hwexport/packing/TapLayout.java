package org.binaryconnect.hwexport.packing;

/**
 * The weights of convolutions tap by tap; FORMAT.md has examples. The columns of a matrix are the
 * taps of the kernel in order, each with its channels.
 */
public final class TapLayout {

    private static final int LARGEST_BLOCK = 8;

    private TapLayout() {}

    /**
     * The layout TAPS: the channels of a tap in groups of 8, the last with fewer; the groups in
     * blocks of 8, then 4, 2 and 1 as needed; a block has for each row the bytes of its groups.
     *
     * @param taps positions of the kernel
     */
    public static byte[] arrange(PackedMatrix matrix, int taps) {
        int channels = matrix.columns() / taps;
        int groups = (channels + 7) / 8;
        byte[] bytes = new byte[taps * groups * matrix.rows()];
        int next = 0;
        for (int tap = 0; tap < taps; tap++) {
            int first = 0;
            while (first < groups) {
                int block = block(groups - first);
                for (int row = 0; row < matrix.rows(); row++) {
                    for (int g = first; g < first + block; g++) {
                        bytes[next++] = group(matrix, row, tap * channels, channels, g);
                    }
                }
                first += block;
            }
        }
        return bytes;
    }

    private static byte group(PackedMatrix matrix, int row, int start, int channels, int group) {
        int bits = 0;
        for (int c = 8 * group; c < Math.min(channels, 8 * group + 8); c++) {
            bits |= matrix.sign(row, start + c) > 0 ? 1 << (c % 8) : 0;
        }
        return (byte) bits;
    }

    private static int block(int groups) {
        return Math.min(LARGEST_BLOCK, Integer.highestOneBit(groups));
    }

    /** Groups of the first, largest block. */
    public static int largestBlock(int groups) {
        return block(groups);
    }

    /** Number of blocks. */
    public static int blocks(int groups) {
        return groups / LARGEST_BLOCK + Integer.bitCount(groups % LARGEST_BLOCK);
    }

    /** The layout DEPTHWISE: for each tap the bits of all rows, padded to whole bytes. */
    public static byte[] arrangeDepthwise(PackedMatrix matrix) {
        int tapBytes = (matrix.rows() + 7) / 8;
        byte[] bytes = new byte[matrix.columns() * tapBytes];
        for (int tap = 0; tap < matrix.columns(); tap++) {
            for (int row = 0; row < matrix.rows(); row++) {
                if (matrix.sign(row, tap) > 0) {
                    bytes[tap * tapBytes + row / 8] |= (byte) (1 << (row % 8));
                }
            }
        }
        return bytes;
    }
}
