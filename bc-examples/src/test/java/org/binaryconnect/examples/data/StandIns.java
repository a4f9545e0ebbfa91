package org.binaryconnect.examples.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A few generated images in the formats of CIFAR-10 and SVHN, read as the real ones are: squares
 * whose brightness tells the class, on noise.
 */
public final class StandIns {

    private static final int PIXELS = 3072;
    private static final int CLASSES = 10;

    private StandIns() {}

    /**
     * CIFAR-10's six files: 4.5 times as many images to train on as a file has, half as many to
     * validate on.
     *
     * @param records of each file, a multiple of 10
     */
    public static ImageSets cifar10(Path folder, int records) throws IOException {
        Random random = new Random(1);
        for (String name : Cifar10Files.NAMES) {
            byte[] content = new byte[records * (1 + PIXELS)];
            for (int record = 0; record < records; record++) {
                int from = record * (1 + PIXELS);
                content[from] = (byte) (record % CLASSES);
                for (int pixel = 0; pixel < PIXELS; pixel++) {
                    content[from + 1 + pixel] =
                            (byte) pixel(random, record % CLASSES, pixel / 32 % 32, pixel % 32);
                }
            }
            Files.write(folder.resolve(name), content);
        }
        return new Cifar10Data(folder, records, "").load();
    }

    /**
     * SVHN's three files.
     *
     * @param images of each file, at least 20
     */
    public static ImageSets svhn(Path folder, int images) throws IOException {
        Random random = new Random(2);
        int[] labels = IntStream.range(0, images).map(i -> 1 + i % CLASSES).toArray();
        for (String name : new String[] {"train", "extra", "test"}) {
            MatFiles.write(
                    folder.resolve(name + "_32x32.mat"),
                    true,
                    MatFiles.images(
                            images,
                            (image, channel, y, x) -> pixel(random, labels[image] % CLASSES, y, x)),
                    MatFiles.labels(labels));
        }
        return new SvhnData(folder, new SvhnData.Counts(images, images, images, 1, 1)).load();
    }

    private static int pixel(Random random, int label, int y, int x) {
        boolean isInside = y >= 8 && y < 24 && x >= 8 && x < 24;
        return (isInside ? 20 * label : 90) + random.nextInt(50);
    }
}
