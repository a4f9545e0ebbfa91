// A border of one value around an image of HEIGHT x WIDTH x CHANNELS bytes.
module bc_pad #(
    parameter HEIGHT = 28,
    parameter WIDTH = 28,
    parameter CHANNELS = 1,
    parameter TOP = 1,
    parameter LEFT = 1,
    parameter BOTTOM = 1,
    parameter RIGHT = 1,
    parameter PAD_VALUE = 0
) (
    input  wire       clk,
    input  wire       rst,

    input  wire       s_valid,
    output wire       s_ready,
    input  wire [7:0] s_data,

    output reg        m_valid,
    input  wire       m_ready,
    output reg  [7:0] m_data
);

    localparam ROWS = TOP + HEIGHT + BOTTOM;
    localparam COLUMNS = (LEFT + WIDTH + RIGHT) * CHANNELS;
    localparam ROW_BITS = $clog2(ROWS + 1);
    localparam COLUMN_BITS = $clog2(COLUMNS + 1);
    localparam [31:0] FIRST_ROW = TOP;
    localparam [31:0] END_ROW = TOP + HEIGHT;
    localparam [31:0] LAST_ROW = ROWS - 1;
    localparam [31:0] FIRST_COLUMN = LEFT * CHANNELS;
    localparam [31:0] END_COLUMN = (LEFT + WIDTH) * CHANNELS;
    localparam [31:0] LAST_COLUMN = COLUMNS - 1;
    localparam [31:0] PAD_BYTE = PAD_VALUE;

    reg  [ROW_BITS-1:0]    row;
    reg  [COLUMN_BITS-1:0] column;       // counts bytes

    wire inside_rows = (TOP == 0 || row >= FIRST_ROW[ROW_BITS-1:0]) & row < END_ROW[ROW_BITS-1:0];
    wire inside_columns =
        (LEFT == 0 || column >= FIRST_COLUMN[COLUMN_BITS-1:0]) & column < END_COLUMN[COLUMN_BITS-1:0];
    wire is_inside = inside_rows & inside_columns;
    wire free = ~m_valid | m_ready;
    wire step = free & (~is_inside | s_valid);

    assign s_ready = free & is_inside;

    always @(posedge clk) begin
        if (step) m_data <= is_inside ? s_data : PAD_BYTE[7:0];

        if (rst) begin
            row <= {ROW_BITS{1'b0}};
            column <= {COLUMN_BITS{1'b0}};
            m_valid <= 1'b0;
        end else begin
            if (step) m_valid <= 1'b1;
            else if (m_ready) m_valid <= 1'b0;
            if (step) begin
                if (column == LAST_COLUMN[COLUMN_BITS-1:0]) begin
                    column <= {COLUMN_BITS{1'b0}};
                    row <= row == LAST_ROW[ROW_BITS-1:0] ? {ROW_BITS{1'b0}} : row + 1'b1;
                end else begin
                    column <= column + 1'b1;
                end
            end
        end
    end

endmodule
