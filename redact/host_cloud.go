package redact

import "strings"

// clouds end the names under which providers serve what their customers run, and cloudServices are
// the labels behind the customer's own: b-1.events.9x2kfq.c4.kafka.eu-central-1.amazonaws.com.
var (
	clouds        = []string{".amazonaws.com", ".amazonaws.com.cn", ".on.aws", ".azure.com", ".windows.net", ".azure.net", ".azmk8s.io", ".azurecontainerapps.io", ".azurefd.net", ".azureedge.net", ".googleapis.com", ".gke.goog", ".cloud.goog", ".run.app", ".oraclecloud.com", ".oci.customer-oci.com", ".aliyuncs.com", ".myhuaweicloud.com", ".scw.cloud", ".ondigitalocean.com", ".ovh.net", ".appdomain.cloud"}
	cloudServices = wordSet("rds elb compute cache es aos aoss kafka kafka-serverless docdb neptune redshift redshift-serverless mq memorydb dax emr emr-serverless eks execute-api opensearch serverless elasticmapreduce efs fsx batch iot vpce lambda-url ecr transfer airflow timestream workspaces appsync-api gr7 yl4 sk1 postgres mysql mariadb database documents table queue file dfs web sql search cognitiveservices azurecontainer hcp azmk8s privatelink documentdb cosmos mongo cassandra gremlin redis redisenterprise")
)

// cloudEndpoint reports whether a name lies under a provider's service and begins with a label that
// is not the provider's.
func cloudEndpoint(name string) bool {
	for _, cloud := range clouds {
		head, ok := strings.CutSuffix(name, cloud)
		if !ok {
			continue
		}
		labels := strings.Split(head, ".")
		for i, label := range labels {
			if i > 0 && cloudServices[label] {
				return !regionName(labels[0])
			}
		}
	}
	return false
}
