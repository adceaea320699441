bucket         = "lms-terraform-state"
key            = "dev/terraform.tfstate"
region         = "eu-central-1"
encrypt        = true
dynamodb_table = "lms-terraform-locks"
