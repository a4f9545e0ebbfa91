package org.binaryconnect.examples.paper;

import picocli.CommandLine.Command;

/** Table 2, CIFAR-10. */
@Command(
        name = "cifar10",
        description =
                "Table 2, CIFAR-10: convolutional networks on images that you have downloaded. A run that is cut goes on with the same command.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class Cifar10Table extends ConvolutionalTable {

    Cifar10Table() {
        super(ImageTask.CIFAR10);
    }
}
