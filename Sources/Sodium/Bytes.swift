import CSodium

/// Bytes from the system's generator, fit for keys and tokens.
package func randomBytes(_ count: Int) -> [UInt8] {
    Library.makeReady()
    var bytes = [UInt8](repeating: 0, count: count)
    randombytes_buf(&bytes, count)
    return bytes
}

/// Whether both are the same bytes, found in a time that depends on their lengths alone.
package func constantTimeEquals(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == other.count && sodium_memcmp(one, other, one.count) == 0
}

/// HMAC-SHA256 (RFC 2104, FIPS 180-4) of 32 bytes: what somebody who has the key says of a message. A key may have any
/// length.
package func hmacSHA256(of message: [UInt8], key: [UInt8]) -> [UInt8] {
    Library.makeReady()
    var state = crypto_auth_hmacsha256_state()
    var code = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
    // None of the three can fail; they return 0 for the sake of their kind.
    crypto_auth_hmacsha256_init(&state, key, key.count)
    crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
    crypto_auth_hmacsha256_final(&state, &code)
    return code
}

/// BLAKE2b (RFC 7693) of 32 bytes: for telling contents apart and for looking up what must not be stored as it is.
package func fingerprint(of bytes: [UInt8]) -> [UInt8] {
    Library.makeReady()
    var hash = [UInt8](repeating: 0, count: Int(crypto_generichash_BYTES))
    // Fails for sizes out of range only, and these are constants.
    crypto_generichash(&hash, hash.count, bytes, UInt64(bytes.count), nil, 0)
    return hash
}
