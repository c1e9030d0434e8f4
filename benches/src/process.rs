//! What Linux says of this process up to now.

/// Processor seconds (of the program and of the kernel for it) and the peak of memory, as one text.
pub fn spent() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or("unknown", str::trim);
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Hundredths of seconds, the 14th and 15th field: the name, which may hold anything, ends with a bracket.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    let hundredths: u64 = fields.filter_map(|field| field.parse::<u64>().ok()).sum();
    format!("{}.{:02} s processor, peak {peak}", hundredths / 100, hundredths % 100)
}
