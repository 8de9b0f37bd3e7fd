package transcript

// Aliases say which names are one person's.
type Aliases struct{}
