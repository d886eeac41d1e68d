/// The Huffman code of HTTP/2 header texts (RFC 7541 section 5.2 and appendix B).
enum HPACKHuffman {
    /// The length in bits of every symbol's code, 0 to 255 and EOS, as `0` + length: the low five bits are
    /// the length with its highest bit turned over.
    ///
    /// The code is canonical: codes of one length follow each other in the order of their symbols, so that the lengths
    /// say all that the table of appendix B says.
    private static var lengths: StaticString {
        """
        =GLLLLLLLHNLLNLLLLLLLLNLLLLLLLLL6::<=68;::8;8666555666666678?6<:\
        =67777777777777777777777878=C=>6?56565666577666567655677777?;>=L\
        DFDDFFFGFGGGGGHGHHFGHGGGGEFGFGGHFEDFFGGEGFFHEFGGEEFEGFGGDFFFGFFG\
        JJDCFGFIJJJKKJHICEJKKJKHEEJJLKKKDHDEFEEGFFIIHHJGJKJJKKKKKLKKKKKJN
        """
    }

    private static var endOfString: Int { 256 }

    /// The decoded text; `nil` for a code of EOS, and where what is left at the end is not padding: up to 7 ones.
    static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        lengths.withUTF8Buffer { table in
            var counts = [Int](repeating: 0, count: 32)
            for symbol in table { counts[Int(symbol & 0x1F ^ 0x10)] += 1 }
            var decoded: [UInt8] = []
            var code = 0
            var first = 0
            var length = 0
            for byte in bytes {
                for shift in 1...8 {
                    code = code << 1 | Int(byte >> (8 - shift)) & 1
                    length += 1
                    // All codes of up to 30 bits are taken, so that none grows longer.
                    let number = code - first
                    guard number >= counts[length] else {
                        guard let symbol = self.symbol(number, length, table), symbol != endOfString else { return nil }
                        decoded.append(UInt8(truncatingIfNeeded: symbol))
                        code = 0
                        first = 0
                        length = 0
                        continue
                    }
                    first = (first + counts[length]) << 1
                }
            }
            return length < 8 && code == 1 << length - 1 ? decoded : nil
        }
    }

    /// The symbol whose code is the one with this number, counted from 0, among those of this length.
    private static func symbol(_ number: Int, _ length: Int, _ table: UnsafeBufferPointer<UInt8>) -> Int? {
        var left = number
        for (symbol, other) in table.enumerated() where Int(other & 0x1F ^ 0x10) == length {
            if left == 0 { return symbol }
            left -= 1
        }
        return nil
    }
}
