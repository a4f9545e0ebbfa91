package org.binaryconnect.layers.runtime;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.binaryconnect.updaters.arrays.FloatMemory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The patches of images that a convolution multiplies with its weights ("im2col"), as a matrix of a
 * row for each output pixel and a column for each weight of an output channel.
 *
 * <p>In memory each column lies in one piece, so that it is made of whole image rows. ND4J's
 * operations work value by value, which takes most of the time that training a convolution takes.
 *
 * @param kernel height and width
 * @param stride vertical and horizontal
 * @param padding above and to the left
 * @param dilation vertical and horizontal
 * @param output height and width
 */
record Patches(int[] kernel, int[] stride, int[] padding, int[] dilation, int[] output) {

    /**
     * The shape of the patches of a batch.
     *
     * @param images [batch, channels, height, width]
     * @return batch * outputHeight * outputWidth, channels * kernelHeight * kernelWidth
     */
    long[] shape(INDArray images) {
        return new long[] {
            images.size(0) * output[0] * output[1], images.size(1) * kernel[0] * kernel[1]
        };
    }

    /**
     * Takes the patches of a batch.
     *
     * @param images float, [batch, channels, height, width]
     * @param patches receives them; float, of {@link #shape}, in F order
     */
    void take(INDArray images, INDArray patches) {
        Planes planes = new Planes(ChannelsFirst.isOfPlanes(images) ? images : images.dup('c'));
        float[] values = FloatMemory.read(planes.images);
        int pixels = (int) patches.size(0);
        forEach(
                (int) patches.size(1),
                column -> {
                    float[] taken = new float[pixels];
                    eachRow(
                            planes,
                            column,
                            (image, patch, count) -> copy(values, image, taken, patch, count));
                    FloatMemory.write(taken, patches, (long) column * pixels);
                });
    }

    /**
     * Adds patches up where they come from: the transpose of {@link #take}.
     *
     * @param patches float, of {@link #shape}, in F order
     * @param images receives the sums; float, [batch, channels, height, width], in memory the
     *     channels before the examples
     */
    void sum(INDArray patches, INDArray images) {
        Planes planes = new Planes(images);
        int channelLength = planes.batch * planes.height * planes.width;
        int pixels = (int) patches.size(0);
        int weights = kernel[0] * kernel[1];
        forEach(
                (int) images.size(1),
                channel -> {
                    float[] sum = new float[channelLength];
                    float[] column = new float[pixels];
                    int offset = channel * channelLength;
                    for (int weight = 0; weight < weights; weight++) {
                        int number = channel * weights + weight;
                        FloatMemory.read(patches, (long) number * pixels, column);
                        eachRow(
                                planes,
                                number,
                                (image, patch, count) ->
                                        add(column, patch, sum, image - offset, count));
                    }
                    FloatMemory.write(sum, images, offset);
                });
    }

    private static void forEach(int count, IntConsumer action) {
        IntStream all = IntStream.range(0, count);
        (Nd4j.getEnvironment().maxThreads() == 1 ? all : all.parallel()).forEach(action);
    }

    /** Where in memory the values of images are. */
    private static final class Planes {

        private final INDArray images;
        private final int batch;
        private final int height;
        private final int width;
        private final long imageStride;
        private final long channelStride;

        Planes(INDArray images) {
            this.images = images;
            batch = (int) images.size(0);
            height = (int) images.size(2);
            width = (int) images.size(3);
            imageStride = images.stride(0);
            channelStride = images.stride(1);
        }
    }

    /** Values of an image row and where they are in a column of patches. */
    @FunctionalInterface
    private interface Row {

        /**
         * @param image place of the first value in the memory of the images
         * @param patch place of the first value in the column
         */
        void at(int image, int patch, int count);
    }

    /** The parts of a column that lie within the images; the rest of it is padding. */
    private void eachRow(Planes planes, int column, Row row) {
        int channel = column / (kernel[0] * kernel[1]);
        int kernelRow = column / kernel[1] % kernel[0];
        int shift = column % kernel[1] * dilation[1] - padding[1];
        int step = stride[1];
        int first = Math.max(0, Math.floorDiv(step - 1 - shift, step));
        int end = Math.min(output[1], Math.floorDiv(planes.width - 1 - shift, step) + 1);
        if (first >= end) {
            return;
        }
        int patch = first;
        for (int image = 0; image < planes.batch; image++) {
            long plane = image * planes.imageStride + channel * planes.channelStride;
            for (int y = 0; y < output[0]; y++) {
                int imageRow = y * stride[0] + kernelRow * dilation[0] - padding[0];
                if (imageRow >= 0 && imageRow < planes.height) {
                    long from = plane + (long) imageRow * planes.width + shift + first * step;
                    row.at((int) from, patch, end - first);
                }
                patch += output[1];
            }
        }
    }

    private void copy(float[] from, int image, float[] to, int patch, int count) {
        if (stride[1] == 1) {
            System.arraycopy(from, image, to, patch, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            to[patch + i] = from[image + i * stride[1]];
        }
    }

    private void add(float[] from, int patch, float[] to, int image, int count) {
        if (stride[1] == 1) {
            for (int i = 0; i < count; i++) {
                to[image + i] += from[patch + i];
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            to[image + i * stride[1]] += from[patch + i];
        }
    }
}
