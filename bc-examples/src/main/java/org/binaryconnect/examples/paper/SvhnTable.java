package org.binaryconnect.examples.paper;

import picocli.CommandLine.Command;

/** Table 2, SVHN. */
@Command(
        name = "svhn",
        description =
                "Table 2, SVHN: convolutional networks on images that you have downloaded. A run that is cut goes on with the same command.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SvhnTable extends ConvolutionalTable {

    SvhnTable() {
        super(ImageTask.SVHN);
    }
}
