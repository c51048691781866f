import Testing
import WebServer

@Suite struct PeerAddressTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8:0:7::1", "2001:db8:0:7::/64"),
        ("2001:DB8:0:7:ffff:ffff:ffff:ffff", "2001:db8:0:7::/64"), ("2001:db8:0:8::1", "2001:db8:0:8::/64"),
        ("::1", "::/64"), ("", ""), ("unknown", "unknown"), ("2001:db8::g", "2001:db8::g"),
    ])
    func anAddressCountsForItsNetwork(address: String, network: String) {
        #expect(PeerAddress.network(of: address) == network)
    }
}
