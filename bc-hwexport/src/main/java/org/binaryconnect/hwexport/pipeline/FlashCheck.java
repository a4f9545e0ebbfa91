package org.binaryconnect.hwexport.pipeline;

import java.nio.file.Path;
import java.util.Locale;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.folder.ExportWriter;
import org.binaryconnect.hwexport.folder.FlashEstimate;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.toolchain.Firmware;
import org.binaryconnect.hwexport.toolchain.Target;

/**
 * Refuses an export that does not fit the flash: by the compiler's sizes where it is installed,
 * otherwise by the estimate.
 *
 * @param name of the network
 * @param core that it was planned for
 * @param limit bytes
 */
record FlashCheck(String name, Core core, long limit) implements ExportWriter.Check {

    @Override
    public void run(Path folder, FlashEstimate flash) {
        Target target = Target.of(core);
        boolean measured = Firmware.isInstalled(target);
        long needed = measured ? Firmware.measureFlash(folder, name, target) : flash.total();
        if (needed > limit) {
            throw new ExportException(
                    String.format(
                            Locale.ROOT,
                            "The model needs %,d bytes of flash on %s (%s; %,d of them weights), more than the limit of %,d; allow more, or use narrower layers",
                            needed,
                            core.title(),
                            measured ? "measured" : "estimated",
                            flash.weights(),
                            limit));
        }
    }
}
