package org.binaryconnect.examples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ImageSetTest {

    private static final ImageShape PAIR = new ImageShape(1, 1, 2);

    /** Images [0, 1], [2, 3], ... of classes 0, 1, 2, 0, ... */
    private static ImageSet pairs(int count) {
        byte[] pixels = new byte[2 * count];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            pixels[2 * i] = (byte) (2 * i);
            pixels[2 * i + 1] = (byte) (2 * i + 1);
            labels[i] = (byte) (i % 3);
        }
        return new ImageSet(ByteBuffer.wrap(pixels), labels, PAIR, 3);
    }

    private static int[] firstPixels(ImageSet set) {
        int[] pixels = new int[set.count()];
        float[] image = new float[set.shape().length()];
        for (int i = 0; i < pixels.length; i++) {
            set.copyRaw(i, image, 0);
            pixels[i] = (int) image[0];
        }
        return pixels;
    }

    @Property(tries = 50)
    void imagesAreCopiedInTheirOrderFromAnyBuffer(
            @ForAll @IntRange(min = 1, max = 5) int count,
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(min = 1, max = 4) int height,
            @ForAll @IntRange(min = 1, max = 4) int width,
            @ForAll boolean direct,
            @ForAll @IntRange(min = 0, max = 3) int offset,
            @ForAll long seed) {
        ImageShape shape = new ImageShape(channels, height, width);
        assertEquals(channels * height * width, shape.length());
        byte[] bytes = new byte[count * shape.length()];
        new Random(seed).nextBytes(bytes);
        ByteBuffer buffer =
                direct
                        ? ByteBuffer.allocateDirect(offset + bytes.length)
                        : ByteBuffer.allocate(offset + bytes.length);
        buffer.position(offset).put(bytes).position(offset);
        ImageSet set = new ImageSet(buffer, new byte[count], shape, 1);
        assertEquals(count, set.count());
        float[] scaled = new float[offset + shape.length() + 1];
        float[] raw = new float[scaled.length];
        for (int image = 0; image < count; image++) {
            Arrays.fill(scaled, -1);
            Arrays.fill(raw, -1);
            set.copy(image, scaled, offset);
            set.copyRaw(image, raw, offset);
            float[] expected = new float[scaled.length];
            float[] expectedRaw = new float[scaled.length];
            Arrays.fill(expected, -1);
            Arrays.fill(expectedRaw, -1);
            for (int i = 0; i < shape.length(); i++) {
                int value = Byte.toUnsignedInt(bytes[image * shape.length() + i]);
                expected[offset + i] = value / 255f;
                expectedRaw[offset + i] = value;
            }
            assertArrayEquals(expected, scaled);
            assertArrayEquals(expectedRaw, raw);
        }
    }

    @Test
    void partsOfPartsShareTheBytes() {
        byte[] pixels = {0, 1, 2, 3, 4, 5, 6, 7};
        ImageSet all = new ImageSet(ByteBuffer.wrap(pixels), new byte[] {0, 1, 2, 1}, PAIR, 3);
        ImageSet range = all.range(1, 4);
        assertArrayEquals(new int[] {2, 4, 6}, firstPixels(range));
        ImageSet selected = range.select(new int[] {2, 0, 2});
        assertArrayEquals(new int[] {6, 2, 6}, firstPixels(selected));
        assertEquals(1, selected.label(0));
        assertEquals(2, range.label(1));
        assertArrayEquals(new int[] {2, 6}, firstPixels(selected.range(1, 3)));
        assertEquals(3, selected.classes());
        assertEquals(0, all.range(2, 2).count());
        pixels[6] = 9;
        assertArrayEquals(new int[] {9, 2, 9}, firstPixels(selected));
    }

    @Test
    void whatIsNotThereIsRefused() {
        ImageSet set = pairs(4).range(1, 3);
        float[] image = new float[3];
        assertThrows(IndexOutOfBoundsException.class, () -> set.label(2));
        assertThrows(IndexOutOfBoundsException.class, () -> set.label(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> set.copy(2, image, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> set.copyRaw(0, image, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> set.range(0, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> set.range(2, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> set.select(new int[] {2}));
    }

    @Test
    void labelsThatDoNotBelongToTheImagesAreRefused() {
        ByteBuffer pixels = ByteBuffer.allocate(4);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new ImageSet(pixels, new byte[3], PAIR, 3));
        assertEquals("4 bytes are not 3 images of 2", e.getMessage());
        e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new ImageSet(pixels, new byte[] {2, 3}, PAIR, 3));
        assertEquals("label 3 is not within 0 to 2", e.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new ImageSet(pixels, new byte[] {2, -1}, PAIR, 3));
    }

    @Test
    void partsOfDifferentDataAreNoDataSet() {
        ImageSet pairs = pairs(2);
        ImageSet fewerClasses = new ImageSet(ByteBuffer.allocate(2), new byte[1], PAIR, 2);
        ImageSet columns =
                new ImageSet(ByteBuffer.allocate(2), new byte[1], new ImageShape(1, 2, 1), 3);
        assertThrows(
                IllegalArgumentException.class, () -> new ImageSets(pairs, pairs, fewerClasses));
        assertThrows(IllegalArgumentException.class, () -> new ImageSets(pairs, columns, pairs));
        assertThrows(IllegalArgumentException.class, () -> new ImageShape(1, 0, 2));
    }
}
