// Feeds convolution and pooling: the elements that a kernel sees at each of its positions, one a clock, from a ring of ROWS
// rows in a memory. Images arrive as bytes in the order of row, column, channel; the rows of the next one follow without a
// gap.
//
// Positions are in the order of output row and column. BY_CHANNEL = 0, convolution: the window is given GROUPS times, each in
// the order of kernel row, kernel column, channel. BY_CHANNEL = 1, pooling and depthwise convolution: for each channel the
// window is given GROUPS times, in the order of kernel row, kernel column. Outside of the image x is PAD_VALUE and x_inside 0.
//
// Stages, which move while advance is 1: start, address (weight_address is for a memory that is read at the same clock edge),
// memory, register; x_valid and the other x_ are of the last.
module bc_window #(
    parameter HEIGHT = 28,
    parameter WIDTH = 28,
    parameter CHANNELS = 1,
    parameter KERNEL_HEIGHT = 3,
    parameter KERNEL_WIDTH = 3,
    parameter STRIDE_Y = 1,
    parameter STRIDE_X = 1,
    parameter DILATION_Y = 1,
    parameter DILATION_X = 1,
    parameter PAD_TOP = 0,
    parameter PAD_LEFT = 0,
    parameter OUTPUT_HEIGHT = 26,
    parameter OUTPUT_WIDTH = 26,
    parameter GROUPS = 1,
    parameter BY_CHANNEL = 0,
    parameter PAD_VALUE = 0,
    parameter ROWS = 4,              // at least the rows of a window, dilation included, or HEIGHT if that is less; better a stride more
    parameter WEIGHT_ADDRESS_BITS = 4
) (
    input  wire                           clk,
    input  wire                           rst,

    input  wire                           s_valid,
    output wire                           s_ready,
    input  wire [7:0]                     s_data,

    input  wire                           advance,
    output reg  [WEIGHT_ADDRESS_BITS-1:0] weight_address, // counts the elements of a position
    output reg                            x_valid,
    output reg  [7:0]                     x,
    output reg                            x_inside,
    output reg                            x_first,        // of a window of one group
    output reg                            x_last,
    output reg                            x_last_group
);

    localparam ROW_BYTES = WIDTH * CHANNELS;
    localparam RING_BYTES = ROWS * ROW_BYTES;
    localparam ADDRESS_BITS = RING_BYTES > 1 ? $clog2(RING_BYTES) : 1;
    localparam RING_BITS = $clog2(ROWS + 1);
    localparam EXTENT_Y = (KERNEL_HEIGHT - 1) * DILATION_Y + 1;
    localparam EXTENT_X = (KERNEL_WIDTH - 1) * DILATION_X + 1;
    // Signed coordinates: from -padding to the end of the last window, and rows of the next image behind.
    localparam ROW_BITS = $clog2(HEIGHT + ROWS + EXTENT_Y + PAD_TOP + STRIDE_Y + 1) + 2;
    localparam COLUMN_BITS = $clog2(WIDTH + EXTENT_X + PAD_LEFT + STRIDE_X + 1) + 2;
    localparam OFFSET_BITS = $clog2((WIDTH + EXTENT_X + PAD_LEFT + STRIDE_X + 1) * CHANNELS + 1) + 2;
    localparam CHANNEL_BITS = CHANNELS > 1 ? $clog2(CHANNELS) : 1;
    localparam KY_BITS = KERNEL_HEIGHT > 1 ? $clog2(KERNEL_HEIGHT) : 1;
    localparam KX_BITS = KERNEL_WIDTH > 1 ? $clog2(KERNEL_WIDTH) : 1;
    localparam GROUP_BITS = GROUPS > 1 ? $clog2(GROUPS) : 1;
    localparam OX_BITS = OUTPUT_WIDTH > 1 ? $clog2(OUTPUT_WIDTH) : 1;
    localparam OY_BITS = OUTPUT_HEIGHT > 1 ? $clog2(OUTPUT_HEIGHT) : 1;

    localparam [31:0] LAST_ROW_BYTE = ROW_BYTES - 1;
    localparam [31:0] LAST_RING_BYTE = RING_BYTES - 1;
    localparam [31:0] RING_ROWS = ROWS;
    localparam [31:0] LAST_RING_ROW = ROWS - 1;
    localparam [31:0] LAST_CHANNEL = CHANNELS - 1;
    localparam [31:0] LAST_KY = KERNEL_HEIGHT - 1;
    localparam [31:0] LAST_KX = KERNEL_WIDTH - 1;
    localparam [31:0] LAST_GROUP = GROUPS - 1;
    localparam [31:0] LAST_OX = OUTPUT_WIDTH - 1;
    localparam [31:0] LAST_OY = OUTPUT_HEIGHT - 1;
    localparam [31:0] PAD_BYTE = PAD_VALUE;
    localparam signed [31:0] IMAGE_ROWS = HEIGHT;
    localparam signed [31:0] IMAGE_COLUMNS = WIDTH;
    localparam signed [31:0] BOTTOM_ROW = (KERNEL_HEIGHT - 1) * DILATION_Y;
    localparam signed [31:0] FIRST_TOP = -PAD_TOP;
    localparam signed [31:0] NEXT_TOP = STRIDE_Y;
    localparam signed [31:0] NEXT_KY = DILATION_Y;
    localparam signed [31:0] FIRST_LEFT = -PAD_LEFT;
    localparam signed [31:0] NEXT_LEFT = STRIDE_X;
    localparam signed [31:0] NEXT_KX = DILATION_X;
    localparam signed [31:0] FIRST_OFFSET = -PAD_LEFT * CHANNELS;
    localparam signed [31:0] OFFSET_OF_STRIDE = STRIDE_X * CHANNELS;
    localparam signed [31:0] OFFSET_OF_KX = BY_CHANNEL ? DILATION_X * CHANNELS : (DILATION_X - 1) * CHANNELS + 1;

    // The ring: level rows are whole; the first of them is row first_row of the image, at index first_index of the ring.
    reg        [7:0]              memory [0:RING_BYTES-1];
    reg        [ADDRESS_BITS-1:0] write_address;
    reg        [ADDRESS_BITS-1:0] write_column;
    reg        [RING_BITS-1:0]    level;
    reg        [RING_BITS-1:0]    first_index;
    reg signed [ROW_BITS-1:0]     first_row;

    wire write = s_valid & s_ready;
    wire write_row_end = write_column == LAST_ROW_BYTE[ADDRESS_BITS-1:0];
    wire release_row;

    assign s_ready = level != RING_ROWS[RING_BITS-1:0];

    always @(posedge clk) begin
        if (write) memory[write_address] <= s_data;

        if (rst) begin
            write_address <= {ADDRESS_BITS{1'b0}};
            write_column <= {ADDRESS_BITS{1'b0}};
            level <= {RING_BITS{1'b0}};
        end else begin
            if (write) begin
                write_address <= write_address == LAST_RING_BYTE[ADDRESS_BITS-1:0] ? {ADDRESS_BITS{1'b0}} : write_address + 1'b1;
                write_column <= write_row_end ? {ADDRESS_BITS{1'b0}} : write_column + 1'b1;
            end
            if (write & write_row_end & ~release_row) level <= level + 1'b1;
            else if (release_row & ~(write & write_row_end)) level <= level - 1'b1;
        end
    end

    // The position, and the element of its window that is started.
    reg                            running;    // the rows of this output row are there
    reg                            at_end;     // the image is done: its remaining rows are let go
    reg        [OY_BITS-1:0]       oy;
    reg        [OX_BITS-1:0]       ox;
    reg        [GROUP_BITS-1:0]    group;
    reg        [KY_BITS-1:0]       ky;
    reg        [KX_BITS-1:0]       kx;
    reg        [CHANNEL_BITS-1:0]  channel;
    reg signed [ROW_BITS-1:0]      top, row;
    reg signed [COLUMN_BITS-1:0]   left, column;
    reg signed [OFFSET_BITS-1:0]   left_offset, window_offset, offset;

    wire last_channel = channel == LAST_CHANNEL[CHANNEL_BITS-1:0];
    wire last_kx = kx == LAST_KX[KX_BITS-1:0];
    wire last_ky = ky == LAST_KY[KY_BITS-1:0];
    wire last_group = group == LAST_GROUP[GROUP_BITS-1:0];
    wire last_ox = ox == LAST_OX[OX_BITS-1:0];
    wire last_oy = oy == LAST_OY[OY_BITS-1:0];

    wire row_end = last_kx & (BY_CHANNEL ? 1'b1 : last_channel);   // of the kernel
    wire window_end = row_end & last_ky;
    wire position_end = window_end & last_group & (BY_CHANNEL ? last_channel : 1'b1);
    wire start = running & advance;

    wire start_inside = row >= 0 & row < IMAGE_ROWS[ROW_BITS-1:0] & column >= 0 & column < IMAGE_COLUMNS[COLUMN_BITS-1:0];

    always @(posedge clk) begin
        if (rst) begin
            ox <= {OX_BITS{1'b0}};
            group <= {GROUP_BITS{1'b0}};
            ky <= {KY_BITS{1'b0}};
            kx <= {KX_BITS{1'b0}};
            channel <= {CHANNEL_BITS{1'b0}};
            left <= FIRST_LEFT[COLUMN_BITS-1:0];
            column <= FIRST_LEFT[COLUMN_BITS-1:0];
            left_offset <= FIRST_OFFSET[OFFSET_BITS-1:0];
            window_offset <= FIRST_OFFSET[OFFSET_BITS-1:0];
            offset <= FIRST_OFFSET[OFFSET_BITS-1:0];
        end else if (start) begin
            if (position_end) begin
                group <= {GROUP_BITS{1'b0}};
                ky <= {KY_BITS{1'b0}};
                kx <= {KX_BITS{1'b0}};
                channel <= {CHANNEL_BITS{1'b0}};
                if (last_ox) begin
                    ox <= {OX_BITS{1'b0}};
                    left <= FIRST_LEFT[COLUMN_BITS-1:0];
                    column <= FIRST_LEFT[COLUMN_BITS-1:0];
                    left_offset <= FIRST_OFFSET[OFFSET_BITS-1:0];
                    window_offset <= FIRST_OFFSET[OFFSET_BITS-1:0];
                    offset <= FIRST_OFFSET[OFFSET_BITS-1:0];
                end else begin
                    ox <= ox + 1'b1;
                    left <= left + NEXT_LEFT[COLUMN_BITS-1:0];
                    column <= left + NEXT_LEFT[COLUMN_BITS-1:0];
                    left_offset <= left_offset + OFFSET_OF_STRIDE[OFFSET_BITS-1:0];
                    window_offset <= left_offset + OFFSET_OF_STRIDE[OFFSET_BITS-1:0];
                    offset <= left_offset + OFFSET_OF_STRIDE[OFFSET_BITS-1:0];
                end
            end else if (window_end) begin
                ky <= {KY_BITS{1'b0}};
                kx <= {KX_BITS{1'b0}};
                column <= left;
                if (BY_CHANNEL && last_group) begin
                    group <= {GROUP_BITS{1'b0}};
                    channel <= channel + 1'b1;
                    window_offset <= window_offset + 1'b1;
                    offset <= window_offset + 1'b1;
                end else begin
                    group <= group + 1'b1;
                    offset <= window_offset;
                    if (!BY_CHANNEL) channel <= {CHANNEL_BITS{1'b0}};
                end
            end else if (row_end) begin
                ky <= ky + 1'b1;
                kx <= {KX_BITS{1'b0}};
                column <= left;
                offset <= window_offset;
                if (!BY_CHANNEL) channel <= {CHANNEL_BITS{1'b0}};
            end else if (BY_CHANNEL || last_channel) begin
                kx <= kx + 1'b1;
                column <= column + NEXT_KX[COLUMN_BITS-1:0];
                offset <= offset + OFFSET_OF_KX[OFFSET_BITS-1:0];
                if (!BY_CHANNEL) channel <= {CHANNEL_BITS{1'b0}};
            end else begin
                channel <= channel + 1'b1;
                offset <= offset + 1'b1;
            end
        end
    end

    // Rows: between two output rows those above the next window are let go, one at a time, and the last of that window is
    // waited for. A row must not be let go while its bytes are still to be read. Comparisons and what follows from them
    // alternate, each in a clock of its own.
    reg  start_valid, address_valid;
    reg  compared, above, there, held;
    wire [ROW_BITS-1:0] held_end = first_row + {{(ROW_BITS - RING_BITS){1'b0}}, level};
    wire signed [ROW_BITS-1:0] bottom = top + BOTTOM_ROW[ROW_BITS-1:0];
    wire signed [ROW_BITS-1:0] goal = at_end ? IMAGE_ROWS[ROW_BITS-1:0] : top;
    wire decide = ~running & compared;

    assign release_row = decide & above & held;

    always @(posedge clk) begin
        above <= first_row < goal & first_row < $signed(IMAGE_ROWS[ROW_BITS-1:0]);
        there <= $signed(held_end) > bottom | $signed(held_end) >= $signed(IMAGE_ROWS[ROW_BITS-1:0]);
        held <= level != 0 & ~start_valid & ~address_valid;

        if (rst) begin
            running <= 1'b0;
            compared <= 1'b0;
            at_end <= 1'b0;
            oy <= {OY_BITS{1'b0}};
            top <= FIRST_TOP[ROW_BITS-1:0];
            row <= FIRST_TOP[ROW_BITS-1:0];
            first_row <= {ROW_BITS{1'b0}};
            first_index <= {RING_BITS{1'b0}};
        end else begin
            compared <= ~running & ~compared;
            if (start & row_end) row <= window_end ? top : row + NEXT_KY[ROW_BITS-1:0];
            if (start & position_end & last_ox) begin
                running <= 1'b0;
                at_end <= last_oy;
                oy <= last_oy ? {OY_BITS{1'b0}} : oy + 1'b1;
                top <= last_oy ? FIRST_TOP[ROW_BITS-1:0] : top + NEXT_TOP[ROW_BITS-1:0];
                row <= last_oy ? FIRST_TOP[ROW_BITS-1:0] : top + NEXT_TOP[ROW_BITS-1:0];
            end
            if (release_row) begin
                first_row <= first_row + 1'b1;
                first_index <= first_index == LAST_RING_ROW[RING_BITS-1:0] ? {RING_BITS{1'b0}} : first_index + 1'b1;
            end
            if (decide & ~above) begin
                if (at_end) begin
                    at_end <= 1'b0;
                    first_row <= {ROW_BITS{1'b0}};
                end else if (there) begin
                    running <= 1'b1;
                end
            end
        end
    end

    // Where the rows of the ring start.
    reg [ADDRESS_BITS-1:0] starts [0:(1 << RING_BITS)-1];
    integer r;
    /* verilator lint_off WIDTH */
    initial for (r = 0; r < (1 << RING_BITS); r = r + 1) starts[r] = r < ROWS ? r * ROW_BYTES : 0;
    /* verilator lint_on WIDTH */

    /* verilator lint_off UNUSEDSIGNAL */
    wire [ROW_BITS-1:0]  rows_down = row - first_row;
    wire [RING_BITS:0]   unwrapped = {1'b0, first_index} + {1'b0, rows_down[RING_BITS-1:0]};
    wire [RING_BITS:0]   wrapped = unwrapped - RING_ROWS[RING_BITS:0];
    /* verilator lint_on UNUSEDSIGNAL */
    wire [RING_BITS-1:0] ring_row = unwrapped >= RING_ROWS[RING_BITS:0] ? wrapped[RING_BITS-1:0] : unwrapped[RING_BITS-1:0];

    reg signed [OFFSET_BITS-1:0]         start_offset;
    reg        [ADDRESS_BITS-1:0]        start_row;
    reg        [WEIGHT_ADDRESS_BITS-1:0] start_weight;
    reg        [ADDRESS_BITS-1:0]        address;
    reg        [WEIGHT_ADDRESS_BITS-1:0] next_weight;
    reg        [7:0]                     element;
    reg                                  memory_valid;
    // Inside, first, last and last group of the stages.
    reg        [3:0]                     start_flags, address_flags, memory_flags;

    /* verilator lint_off WIDTH */ // Sign extension.
    /* verilator lint_off UNUSEDSIGNAL */
    wire signed [ADDRESS_BITS+OFFSET_BITS-1:0] wide_offset = start_offset;
    /* verilator lint_on UNUSEDSIGNAL */
    /* verilator lint_on WIDTH */

    always @(posedge clk) begin
        if (rst) begin
            start_valid <= 1'b0;
            address_valid <= 1'b0;
            memory_valid <= 1'b0;
            x_valid <= 1'b0;
            next_weight <= {WEIGHT_ADDRESS_BITS{1'b0}};
        end else if (advance) begin
            start_valid <= running;
            address_valid <= start_valid;
            memory_valid <= address_valid;
            x_valid <= memory_valid;
            if (running) next_weight <= position_end ? {WEIGHT_ADDRESS_BITS{1'b0}} : next_weight + 1'b1;
        end

        if (advance) begin
            start_offset <= offset;
            start_row <= starts[ring_row];
            start_weight <= next_weight;
            start_flags <= {start_inside, kx == 0 & ky == 0 & (BY_CHANNEL ? 1'b1 : channel == 0), window_end, last_group};

            address <= start_row + wide_offset[ADDRESS_BITS-1:0];
            weight_address <= start_weight;
            address_flags <= start_flags;

            element <= memory[address];
            memory_flags <= address_flags;

            {x_inside, x_first, x_last, x_last_group} <= memory_flags;
            x <= memory_flags[3] ? element : PAD_BYTE[7:0];
        end
    end


endmodule
