package console

// reasons are what people most often say when a find may stand; one click each.
func reasons() []string {
	return []string{"It is public already", "Customers need it to help themselves", "It is not what it looks like"}
}

// fieldName says a form's field in the middle of a sentence.
func fieldName(field string) string {
	if name, ok := fieldNames[field]; ok {
		return name
	}
	return "the " + lower(field)
}

var fieldNames = map[string]string{
	"body": "the text", "title": "the title", "slug": "the address of the page", "customer_impact": "Customer impact",
	"proximate_cause": "Proximate cause", "services": "Services impacted", "timeline": "the public timeline",
}
