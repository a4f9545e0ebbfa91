package org.binaryconnect.layers.arbiter;

import lombok.AccessLevel;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.binaryconnect.layers.conf.BinaryLocallyConnected1D;
import org.nd4j.common.base.Preconditions;

/** A space of {@link BinaryLocallyConnected1D}. */
@Getter
@EqualsAndHashCode(callSuper = true)
@NoArgsConstructor(access = AccessLevel.PROTECTED) // for JSON
public class BinaryLocallyConnected1DSpace
        extends BinaryLocallyConnectedSpace<BinaryLocallyConnected1D> {

    protected BinaryLocallyConnected1DSpace(Builder builder) {
        super(builder);
    }

    @Override
    public BinaryLocallyConnected1D getValue(double[] values) {
        BinaryLocallyConnected1D.Builder layer = new BinaryLocallyConnected1D.Builder();
        setOptions(layer, values);
        Options.set(getNIn(), values, layer::nIn);
        Options.set(getNOut(), values, layer::nOut);
        Options.set(getActivation(), values, layer::activation);
        Options.set(getKernelSize(), values, size -> layer.kernelSize(only(size)));
        Options.set(getStride(), values, size -> layer.stride(only(size)));
        Options.set(getPadding(), values, size -> layer.padding(only(size)));
        Options.set(getConvolutionMode(), values, layer::convolutionMode);
        Options.set(getHasBias(), values, layer::hasBias);
        return layer.build();
    }

    private static int only(int[] size) {
        Preconditions.checkArgument(
                size.length == 1,
                "BinaryLocallyConnected1D has one dimension, got sizes for %s",
                size.length);
        return size[0];
    }

    /** Builder with the options of {@link BinaryLocallyConnected1D.Builder}. */
    @SuppressWarnings("unchecked") // Arbiter declares "<E extends LayerSpace> E build()"
    public static class Builder extends BinaryLocallyConnectedSpace.Builder<Builder> {

        @Override
        public BinaryLocallyConnected1DSpace build() {
            return new BinaryLocallyConnected1DSpace(this);
        }
    }
}
