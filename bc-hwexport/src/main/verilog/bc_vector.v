// Feeds a dense layer: gives the INPUTS elements of a vector GROUPS times, one a clock, and takes the next vector meanwhile.
//
// The elements are in a memory of one vector. They can be read as soon as they are written, so the first group runs while the
// vector arrives; and in the last group those that were read make room for the next vector. With one group the elements pass
// by, and there is no memory.
//
// Stages, which move while advance is 1: address (weight_address is for a memory that is read at the same clock edge),
// memory, register; x_valid, x, x_last and x_last_group are of the last.
module bc_vector #(
    parameter INPUTS = 784,
    parameter GROUPS = 8,
    parameter X_BITS = 8
) (
    input  wire                            clk,
    input  wire                            rst,

    input  wire                            s_valid,
    output wire                            s_ready,
    input  wire [X_BITS-1:0]               s_data,

    input  wire                            advance,
    output reg  [(INPUTS * GROUPS > 1 ? $clog2(INPUTS * GROUPS) : 1)-1:0] weight_address,
    output reg                             x_valid,
    output reg  [X_BITS-1:0]               x,
    output reg                             x_last,
    output reg                             x_last_group
);

    localparam INDEX_BITS = INPUTS > 1 ? $clog2(INPUTS) : 1;
    localparam GROUP_BITS = GROUPS > 1 ? $clog2(GROUPS) : 1;
    localparam [31:0] LAST_INDEX = INPUTS - 1;
    localparam [31:0] LAST_GROUP = GROUPS - 1;

    reg [INDEX_BITS-1:0] read_index;
    reg [GROUP_BITS-1:0] group;

    wire at_end = read_index == LAST_INDEX[INDEX_BITS-1:0];
    wire is_last_group = group == LAST_GROUP[GROUP_BITS-1:0];
    wire readable;
    wire read = advance & readable;

    // The memory stage.
    reg              memory_valid, memory_last, memory_last_group;
    reg [X_BITS-1:0] element;

    generate
        if (GROUPS == 1) begin : passing
            assign readable = s_valid;
            assign s_ready = advance;
            always @(posedge clk) if (advance) element <= s_data;
        end else begin : stored
            reg [X_BITS-1:0]     memory [0:INPUTS-1];
            reg [INDEX_BITS-1:0] write_index;
            reg                  whole;    // the vector that is read is written whole; the next one is being written

            wire at_write_end = write_index == LAST_INDEX[INDEX_BITS-1:0];
            wire write = s_valid & s_ready;

            assign readable = whole | read_index < write_index;
            assign s_ready = ~whole | (is_last_group & write_index < read_index);

            always @(posedge clk) begin
                if (write) memory[write_index] <= s_data;
                if (advance) element <= memory[read_index];
            end

            always @(posedge clk) begin
                if (rst) begin
                    write_index <= {INDEX_BITS{1'b0}};
                    whole <= 1'b0;
                end else begin
                    if (write) write_index <= at_write_end ? {INDEX_BITS{1'b0}} : write_index + 1'b1;
                    if (read & at_end & is_last_group) whole <= 1'b0;
                    else if (write & ~whole & at_write_end) whole <= 1'b1;
                end
            end
        end
    endgenerate

    always @(posedge clk) begin
        if (rst) begin
            read_index <= {INDEX_BITS{1'b0}};
            group <= {GROUP_BITS{1'b0}};
            weight_address <= 0;
            memory_valid <= 1'b0;
            x_valid <= 1'b0;
        end else begin
            if (read) begin
                read_index <= at_end ? {INDEX_BITS{1'b0}} : read_index + 1'b1;
                weight_address <= at_end & is_last_group ? 0 : weight_address + 1'b1;
                if (at_end) group <= is_last_group ? {GROUP_BITS{1'b0}} : group + 1'b1;
            end
            if (advance) begin
                memory_valid <= readable;
                x_valid <= memory_valid;
            end
        end

        if (advance) begin
            memory_last <= at_end;
            memory_last_group <= is_last_group;
            x <= element;
            x_last <= memory_last;
            x_last_group <= memory_last_group;
        end
    end

endmodule
