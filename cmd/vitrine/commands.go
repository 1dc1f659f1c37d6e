package main

// commands is the whole command line.
type commands struct {
	Config `embed:""`

	Serve   serveCommand   `cmd:"" default:"withargs" help:"Serve the public site and the admin console (the default)."`
	Demo    demoCommand    `cmd:"" help:"Serve a throw-away database filled with realistic data."`
	Migrate migrateCommand `cmd:"" help:"Apply or list the steps of the database schema."`
	User    userCommand    `cmd:"" help:"Manage staff accounts without the web."`
	Token   tokenCommand   `cmd:"" help:"Manage API tokens without the web."`
	Post    postCommand    `cmd:"" help:"Post an incident or an update without the web console."`
	Import  importCommand  `cmd:"" help:"Take over what another status page published."`
	Export  exportCommand  `cmd:"" help:"Write the public site as static files."`
	Scan    scanCommand    `cmd:"" help:"Scan texts for what must not leave the house."`
	DKIM    dkimCommand    `cmd:"" name:"dkim" help:"Make the key that signs mail, or print its DNS record."`
	Doctor  doctorCommand  `cmd:"" help:"Check configuration, database, mail, clock and disk."`
	Version versionCommand `cmd:"" help:"Print version, commit and Go version."`
	Gallery galleryCommand `cmd:"" hidden:"" help:"Write every public page with invented data."`
}
